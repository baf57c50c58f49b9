namespace Portfolio.Server;

/// <summary>Every log event of the server.</summary>
static partial class ServerLog
{
    [LoggerMessage(101, LogLevel.Information, "gRPC (HTTP/2) at {Grpc}, browsers (HTTP/1.1) at {Browser}, data in {Data}, {Threads} compute threads")]
    public static partial void Started(this ILogger log, string grpc, string browser, string data, int threads);

    [LoggerMessage(102, LogLevel.Error, "{Method} failed, incident {Incident}")]
    public static partial void CallFailed(this ILogger log, Exception exception, string method, string incident);

    [LoggerMessage(103, LogLevel.Error, "{Method} failed in the store")]
    public static partial void StorageFailed(this ILogger log, Exception exception, string method);

    [LoggerMessage(104, LogLevel.Information, "Going on with {Run}")]
    public static partial void RunResumed(this ILogger log, string run);

    [LoggerMessage(105, LogLevel.Error, "{Run} cannot go on")]
    public static partial void RunNotResumed(this ILogger log, Exception exception, string run);
}
