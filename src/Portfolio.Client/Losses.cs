using Grpc.Core;

namespace Portfolio.Client;

/// <summary>Losses of one stream's connection in a row, and what follows from them: a pause before the next try, or the end of patience.</summary>
/// <param name="outages">Who is told.</param>
sealed class Losses(Outages outages) : IDisposable
{
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>Another server of a cluster takes a stream up sooner, which nobody needs to hear of.</summary>
    static readonly TimeSpan ToldAfter = TimeSpan.FromSeconds(1);

    int inARow;
    long first;
    bool isTold;

    /// <summary>Whether a call ended because its connection was lost. A stream that nobody here cancelled was reset by a server that went away.</summary>
    public static bool IsLoss(RpcException exception) => exception.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Cancelled;

    /// <summary>Something came over the connection.</summary>
    public void End()
    {
        inARow = 0;
        if (isTold)
            outages.GoOn();
        isTold = false;
    }

    /// <summary>Nobody reads the stream any more.</summary>
    public void Dispose()
    {
        if (isTold)
            outages.Leave();
        isTold = false;
    }

    /// <summary>Waits after a loss, each time twice as long, until it is time to try again.</summary>
    /// <param name="loss">How the connection was lost; null where the stream just ended.</param>
    /// <param name="cancellation">Waits no longer.</param>
    /// <exception cref="RpcException">It was tried for long enough.</exception>
    /// <exception cref="OperationCanceledException">It is not to be tried again.</exception>
    public async Task Pause(RpcException? loss, CancellationToken cancellation)
    {
        var (time, patience) = (outages.Options.Time, outages.Options.Patience);
        if (inARow == 0)
            first = time.GetTimestamp();
        // After the time is taken: who goes on here was lost before anybody could leave for the same reason, and is in the outage of those who left.
        cancellation.ThrowIfCancellationRequested();
        var lasted = time.GetElapsedTime(first);
        if (lasted >= patience)
            throw outages.GivenUp(loss);
        if (lasted >= ToldAfter)
            Tell(patience - lasted, loss);
        TimeSpan[] pauses = [FirstPause * Math.Pow(2, inARow++), LongestPause, patience - lasted];
        await Task.Delay(pauses.Min(), time, cancellation);
    }

    void Tell(TimeSpan timeLeft, RpcException? why)
    {
        if (isTold)
            return;
        isTold = true;
        outages.Begin(first, timeLeft, why);
    }
}
