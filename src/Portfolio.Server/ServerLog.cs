namespace Portfolio.Server;

/// <summary>Every log event of the server.</summary>
static partial class ServerLog
{
    [LoggerMessage(101, LogLevel.Information, "gRPC (HTTP/2) at {Grpc}, browsers (HTTP/1.1) at {Browser}, data folder {Data}, kept in {Store}, {Threads} compute threads")]
    public static partial void Started(this ILogger log, string grpc, string browser, string data, string store, int threads);

    [LoggerMessage(102, LogLevel.Error, "{Method} failed, incident {Incident}")]
    public static partial void CallFailed(this ILogger log, Exception exception, string method, string incident);

    [LoggerMessage(103, LogLevel.Error, "{Method} failed in the store")]
    public static partial void StorageFailed(this ILogger log, Exception exception, string method);

    [LoggerMessage(106, LogLevel.Warning, "{Method} was under way on a silo that was lost")]
    public static partial void SiloLost(this ILogger log, Exception exception, string method);

    [LoggerMessage(109, LogLevel.Warning, "How long what has ended is kept cannot be said now; what was said before holds")]
    public static partial void RetentionNotSet(this ILogger log, Exception exception);

    [LoggerMessage(110, LogLevel.Warning, "A copy was restored; the server starts anew on it. What was there before is kept beside it")]
    public static partial void Restored(this ILogger log);

    [LoggerMessage(107, LogLevel.Warning, "What has not ended cannot be listed now")]
    public static partial void UnfinishedNotListed(this ILogger log, Exception exception);

    [LoggerMessage(111, LogLevel.Information, "Told to stop; it answers for {Drain} more, while its health says NOT_SERVING")]
    public static partial void Draining(this ILogger log, TimeSpan drain);

    [LoggerMessage(104, LogLevel.Information, "Going on with {Run}")]
    public static partial void RunResumed(this ILogger log, string run);

    [LoggerMessage(105, LogLevel.Error, "{Run} cannot go on")]
    public static partial void RunNotResumed(this ILogger log, Exception exception, string run);
}
