using System.Threading.Channels;

namespace Portfolio.Grains.Computing;

/// <summary>Some threads of their own that do what they are given, first come first served.</summary>
sealed class Crew : IDisposable
{
    readonly Channel<Action> work = Channel.CreateUnbounded<Action>();
    readonly Thread[] threads;
    readonly bool isCourteous;

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
    public ValueTask Give(Action action, CancellationToken cancellation) => work.Writer.WriteAsync(action, cancellation);

    /// <summary>Stops them, after what was given.</summary>
    public void Dispose()
    {
        work.Writer.TryComplete();
        foreach (var thread in threads)
            thread.Join();
    }

    void Work()
    {
        if (isCourteous)
            Courtesy.Show();
        while (work.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (work.Reader.TryRead(out var action))
                action();
        }
    }
}
