using Grpc.Core;

namespace Portfolio.Client;

/// <summary>What all streams of a client know together of a server that does not answer.</summary>
/// <param name="addresses">Where the server is.</param>
/// <param name="options">How long it is tried, and by which clock.</param>
sealed class Outages(ServerAddresses addresses, ClientOptions options)
{
    readonly Lock gate = new();
    Outage? current;
    int lost;
    long lastLeft;
    bool goesOn;

    /// <summary>One has begun. It is told under a lock, so that no end is told before its beginning.</summary>
    public event Action<Outage>? Began;

    /// <summary>One has ended: streams go on, and none is lost.</summary>
    public event Action<Outage>? Ended;

    /// <summary>How long it is tried, and by which clock.</summary>
    public ClientOptions Options => options;

    /// <summary>The one that there is; null while there is none.</summary>
    public Outage? Current
    {
        get
        {
            lock (gate)
                return current;
        }
    }

    /// <summary>A stream is lost, and not for the first moment. Only the first that says so begins an outage.</summary>
    /// <param name="since">When it was lost, by the clock: before the last of the others was left, it is still their outage, which was told.</param>
    /// <param name="timeLeft">How long it is still tried.</param>
    /// <param name="why">How the last try ended.</param>
    public void Begin(long since, TimeSpan timeLeft, RpcException? why)
    {
        lock (gate)
        {
            if (lost++ > 0)
                return;
            goesOn = false;
            if (current is null || since > lastLeft)
                Began?.Invoke(current = new Outage(addresses, timeLeft, why));
        }
    }

    /// <summary>A stream of which that was said goes on. The last ends the outage, so that who is slow to try again does not begin another.</summary>
    public void GoOn()
    {
        lock (gate)
        {
            goesOn = true;
            LoseOneLess();
        }
    }

    /// <summary>A stream of which that was said is given up, or nobody reads it any more. Where none went on, nobody knows of an end.</summary>
    public void Leave()
    {
        lock (gate)
        {
            lastLeft = options.Time.GetTimestamp();
            LoseOneLess();
        }
    }

    /// <summary>What to tell of a stream that is given up: what a server said last, or that there is none.</summary>
    public RpcException GivenUp(RpcException? loss) => loss?.GetRpcStatus() is null ? new ServerGoneException(addresses, options.Patience, loss) : loss;

    void LoseOneLess()
    {
        if (--lost > 0 || !goesOn || current is not { } ended)
            return;
        current = null;
        Ended?.Invoke(ended);
    }
}
