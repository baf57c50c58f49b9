using Grpc.Core;

namespace Portfolio.Server.Services;

/// <summary>How streams end.</summary>
static class Streams
{
    /// <summary>A server that stops ends its streams: it would wait for them.</summary>
    /// <remarks>Between messages: a write that is cancelled resets the stream, and the client would not learn why.</remarks>
    public static CancellationTokenSource UntilStopping(this IHostApplicationLifetime lifetime, ServerCallContext context) =>
        CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
}
