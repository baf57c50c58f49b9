using Grpc.Core;
using Portfolio.Grains.Runs;

namespace Portfolio.Server.Services;

/// <summary>Where streams begin, and how they end.</summary>
static class Streams
{
    /// <summary>The position that a request asks for.</summary>
    public static StreamPosition Position(int epoch, long sequence)
    {
        if (sequence < 0)
            throw Refusals.Invalid("after_sequence", $"{sequence} is negative; allowed: 0 and more");
        return epoch < 0 ? throw Refusals.Invalid("after_epoch", $"{epoch} is negative; allowed: 0 and more") : new StreamPosition(epoch, sequence);
    }

    /// <summary>A server that stops ends its streams: it would wait for them.</summary>
    /// <remarks>Between messages: a write that is cancelled resets the stream, and the client would not learn why.</remarks>
    public static CancellationTokenSource UntilStopping(this IHostApplicationLifetime lifetime, ServerCallContext context) =>
        CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
}
