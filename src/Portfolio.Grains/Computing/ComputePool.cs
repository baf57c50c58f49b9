using System.Threading.Channels;

namespace Portfolio.Grains.Computing;

/// <summary>How much of the machine simulations may use.</summary>
public sealed record ComputeOptions
{
    /// <summary>Compute threads of this silo; at least 1.</summary>
    public int Threads { get; init; } = Math.Max(1, Environment.ProcessorCount - 1);
}

/// <summary>The threads on which simulations run: a few, of low priority, apart from the silo's own, so that its turns never wait for a computation.</summary>
public sealed class ComputePool : IDisposable
{
    readonly Channel<Action> work = Channel.CreateUnbounded<Action>();
    readonly CancellationTokenSource stopping = new();
    readonly Thread[] threads;

    /// <summary>Starts the threads.</summary>
    public ComputePool(ComputeOptions options)
    {
        threads = [.. Enumerable.Range(0, Math.Max(1, options.Threads)).Select(index => new Thread(Work)
        {
            IsBackground = true,
            Name = $"compute-{index}",
            Priority = ThreadPriority.BelowNormal,
        })];
        foreach (var thread in threads)
            thread.Start();
    }

    /// <summary>Number of threads.</summary>
    public int Threads => threads.Length;

    /// <summary>Computes something on one of the threads.</summary>
    /// <param name="compute">The computation; looks at its token every few tenths of a second at least.</param>
    /// <param name="cancellation">Gives up: at once while waiting, else as soon as the computation looks.</param>
    public async Task<T> Run<T>(Func<CancellationToken, T> compute, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stopping.Token);
        var job = new Job<T>(compute, either.Token);
        await work.Writer.WriteAsync(job.Run, either.Token);
        using var waiting = either.Token.Register(job.GiveUp);
        return await job.Result;
    }

    /// <summary>Stops the threads; what runs is cancelled.</summary>
    public void Dispose()
    {
        stopping.Cancel();
        work.Writer.TryComplete();
        foreach (var thread in threads)
            thread.Join();
        stopping.Dispose();
    }

    void Work()
    {
        while (work.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (work.Reader.TryRead(out var action))
                action();
        }
    }

    /// <summary>A computation: either begun on a thread, or given up before.</summary>
    sealed class Job<T>(Func<CancellationToken, T> compute, CancellationToken cancellation)
    {
        readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int taken;

        public Task<T> Result => done.Task;

        public void GiveUp()
        {
            if (Take())
                done.SetCanceled(cancellation);
        }

        public void Run()
        {
            if (!Take())
                return;
            try
            {
                cancellation.ThrowIfCancellationRequested();
                done.SetResult(compute(cancellation));
            }
            catch (OperationCanceledException)
            {
                done.SetCanceled(cancellation);
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        }

        bool Take() => Interlocked.Exchange(ref taken, 1) == 0;
    }
}
