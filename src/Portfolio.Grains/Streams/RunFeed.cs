using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;

namespace Portfolio.Grains.Streams;

/// <summary>One stream of a run to this silo, by one view, shared by all who watch it here: a frame is made once and handed to each of them.</summary>
sealed class RunFeed : IDisposable
{
    readonly Lock gate = new();
    readonly List<Mailbox> readers = [];
    readonly CancellationTokenSource leaving = new();
    Exception? fault;
    bool isOver;

    /// <summary>Begins to listen.</summary>
    public RunFeed(IRunGrain run, View view) => _ = Listen(run, view, leaving.Token);

    /// <summary>Whether nobody reads it any more.</summary>
    public bool IsUnread
    {
        get
        {
            lock (gate)
                return readers.Count == 0;
        }
    }

    /// <summary>Whether nothing more comes.</summary>
    public bool IsOver
    {
        get
        {
            lock (gate)
                return isOver;
        }
    }

    /// <summary>A mailbox into which all goes that comes from now on.</summary>
    public Mailbox Join()
    {
        var mailbox = new Mailbox();
        lock (gate)
        {
            readers.Add(mailbox);
            if (isOver)
                mailbox.Close(fault);
        }

        return mailbox;
    }

    /// <summary>Leaves a mailbox alone.</summary>
    public void Leave(Mailbox mailbox)
    {
        lock (gate)
            readers.Remove(mailbox);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    async Task Listen(IRunGrain run, View view, CancellationToken cancellation)
    {
        try
        {
            await foreach (var frame in run.Watch(default, view, Rhythm.ForEyes, cancellation))
                Hand(frame);
            End(null);
        }
        catch (Exception exception)
        {
            End(exception);
        }
    }

    void Hand(RunFrame frame)
    {
        lock (gate)
        {
            foreach (var reader in readers)
                reader.Put(frame);
        }
    }

    void End(Exception? exception)
    {
        lock (gate)
        {
            (fault, isOver) = (exception, true);
            foreach (var reader in readers)
                reader.Close(exception);
        }
    }
}
