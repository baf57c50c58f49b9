namespace Portfolio.Grains.Computing;

/// <summary>Some threads of their own that do what they are given, in the order of a fair queue.</summary>
sealed class Crew : IDisposable
{
    readonly FairQueue<Action> work = new();
    readonly Thread[] threads;
    readonly bool isCourteous;
    bool isClosed;

    /// <summary>Starts them; courteous ones let everybody else go first.</summary>
    public Crew(string name, int size, bool isCourteous)
    {
        this.isCourteous = isCourteous;
        threads = [.. Enumerable.Range(0, size).Select(index => new Thread(Work) { IsBackground = true, Name = $"{name}-{index}" })];
        foreach (var thread in threads)
            thread.Start();
    }

    /// <summary>Number of threads.</summary>
    public int Size => threads.Length;

    /// <summary>Gives them something to do, which may not throw.</summary>
    /// <exception cref="OperationCanceledException">They were stopped.</exception>
    public void Give(Action action, Claim claim)
    {
        lock (work)
        {
            if (isClosed)
                throw new OperationCanceledException("the compute threads have stopped");
            work.Enqueue(claim, action);
            Monitor.Pulse(work);
        }
    }

    /// <summary>Stops them, after what was given.</summary>
    public void Dispose()
    {
        lock (work)
        {
            isClosed = true;
            Monitor.PulseAll(work);
        }

        foreach (var thread in threads)
            thread.Join();
    }

    void Work()
    {
        if (isCourteous)
            Courtesy.Show();
        while (Next() is { } action)
            action();
    }

    /// <summary>Waits for something to do; null at the end.</summary>
    Action? Next()
    {
        lock (work)
        {
            while (true)
            {
                if (work.TryDequeue(out var action))
                    return action;
                if (isClosed)
                    return null;
                Monitor.Wait(work);
            }
        }
    }
}
