namespace Portfolio.Grains.Computing;

/// <summary>How much of the machine simulations may use.</summary>
public sealed record ComputeOptions
{
    /// <summary>Compute threads of this silo; at least 1.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}

/// <summary>
/// The threads on which simulations run: a few, of low priority, apart from the silo's own, so that its turns never wait for a
/// computation. What simulations came to is tended on a thread apart from theirs, so that merging, keeping and answering
/// never wait behind a simulation either, be it one that is slow to notice that nobody wants it any more.
/// </summary>
public sealed class ComputePool : IDisposable
{
    readonly Crew simulating;
    readonly Crew tending = new("tend", 1, isCourteous: false);
    readonly CancellationTokenSource stopping = new();

    /// <summary>Starts the threads.</summary>
    public ComputePool(ComputeOptions options) => simulating = new Crew("compute", Math.Max(1, options.Threads), isCourteous: true);

    /// <summary>Number of threads that simulate.</summary>
    public int Threads => simulating.Size;

    /// <summary>Simulates, or computes something else that may take long.</summary>
    /// <param name="compute">The computation; looks at its token every few tenths of a second at least.</param>
    /// <param name="cancellation">Gives up: at once while waiting, else as soon as the computation looks.</param>
    /// <param name="claim">On whose behalf: decides what goes first.</param>
    public Task<T> Run<T>(Func<CancellationToken, T> compute, CancellationToken cancellation, Claim claim = default) => RunOn(simulating, claim, compute, cancellation);

    /// <summary>Does something with what simulations came to that takes tenths of a second at most.</summary>
    /// <param name="work">What is done; one at a time.</param>
    /// <param name="cancellation">Gives up while it waits.</param>
    public Task<T> Tend<T>(Func<T> work, CancellationToken cancellation = default) => RunOn(tending, default, _ => work(), cancellation);

    /// <summary>Stops the threads; what runs is cancelled.</summary>
    public void Dispose()
    {
        stopping.Cancel();
        simulating.Dispose();
        tending.Dispose();
        stopping.Dispose();
    }

    async Task<T> RunOn<T>(Crew crew, Claim claim, Func<CancellationToken, T> compute, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stopping.Token);
        var job = new Job<T>(compute, either.Token);
        either.Token.ThrowIfCancellationRequested();
        crew.Give(job.Run, claim);
        using var waiting = either.Token.Register(job.GiveUp);
        return await job.Result;
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
