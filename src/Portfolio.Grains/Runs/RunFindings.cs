using Portfolio.Contracts.V1;
using Portfolio.Grains.Computing;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;

namespace Portfolio.Grains.Runs;

/// <summary>What a run has found so far: merged in memory, kept with each checkpoint so that whoever goes on needs no single outcome, and summarised. To be used in the turns of the run's grain.</summary>
/// <param name="checkpoint">What was merged, as it is kept.</param>
/// <param name="result">What was found in the end, without bands.</param>
/// <param name="pool">Merges, encodes and decodes.</param>
/// <param name="run">The run's name.</param>
sealed class RunFindings(IPersistentState<RunCheckpoint> checkpoint, IPersistentState<RunResult> result, ComputePool pool, string run)
{
    /// <summary>Merging a shard, summaries and checkpoints: each of these is of as many replications of series as of end outcomes.</summary>
    readonly OneAtATime merging = new();

    /// <summary>What is taken of it is written while others merge.</summary>
    readonly OneAtATime writing = new();

    /// <summary>What is merged; null until it is wanted.</summary>
    public MergedRun? Merged { get; private set; }

    /// <summary>Replications whose statistics are kept.</summary>
    public int Kept => checkpoint.State.Replications;

    /// <summary>Whether the run is complete and its result kept; of runs of before this was said, whether it has succeeded is all there is to know.</summary>
    public bool IsComplete => checkpoint.State.Complete;

    /// <summary>Why a complete run stopped; unspecified where it has no stopping rule.</summary>
    public StoppingReason StoppingReason => checkpoint.State.StoppingReason;

    /// <summary>What is merged, without statistics: replications, and the hashes of their outcomes.</summary>
    public RunCheckpoint Leaves => Merged?.WithoutStatistics() ?? new RunCheckpoint { Replications = Kept, Leaves = { checkpoint.State.Leaves } };

    /// <summary>Brings what is kept into memory, unless it is there.</summary>
    /// <param name="compiled">The run, compiled.</param>
    /// <param name="hasSucceeded">Whether it has its result already.</param>
    /// <exception cref="RefusedException">It was kept by a build of before, which had to read single outcomes again.</exception>
    public async Task<MergedRun> Restore(CompiledRun compiled, bool hasSucceeded)
    {
        if (Merged is null)
            await merging.Do(() => RestoreOnce(compiled, hasSucceeded));
        return Merged!;
    }

    /// <summary>The result of so many replications, without bands; null where it is not kept.</summary>
    public RunResult? Result(int replications) => result.State.Replications == replications ? result.State : null;

    /// <summary>What was found so far.</summary>
    /// <param name="merged">What is merged.</param>
    /// <param name="bands">Bands wanted; null for none.</param>
    public Task<RunResult> Read(MergedRun merged, View? bands) => merging.Do(async () =>
    {
        List<Band> found = bands is null ? [] : [.. BandView.Of(merged, bands)];
        var summary = Result(merged.Replications)?.Clone() ?? await Summary(merged);
        summary.Bands.AddRange(found);
        return summary;
    });

    /// <summary>Merges the next shard. Nobody halts between what takes long of it and the rest.</summary>
    public Task Merge(MergedRun merged, ShardReport shard) => merging.Do(async () =>
    {
        merged.Merge(await pool.Tend(() => merged.Prepare(shard)));
        shard.GiveBack();
    });

    /// <summary>Keeps what is merged, unless it is complete and kept already. Others may merge once it is taken, before it is kept.</summary>
    /// <returns>How many replications are kept, once they are.</returns>
    public Task<Task<int>> Keep() => merging.Do(async () => Merged is null || IsComplete ? Task.FromResult(Kept) : await Write(Merged.Checkpoint, _ => { }));

    /// <summary>Keeps what is merged as all that there will be, and what it comes to.</summary>
    public Task KeepComplete(MergedRun merged, StoppingReason reason) => merging.Do(async () =>
    {
        // Before the last checkpoint, behind which nothing could be summarised again.
        if (Result(merged.Replications) is null)
        {
            result.State = await Summary(merged);
            await result.WriteStateAsync();
        }

        await await Write(merged.Complete, complete => (complete.Complete, complete.StoppingReason) = (true, reason));
        merged.LetGoOfOutcomes();
    });

    /// <summary>Waits until nothing is being written any more.</summary>
    public Task Written() => writing.Idle();

    /// <summary>Removes it from the store.</summary>
    public async Task Forget()
    {
        await result.ClearStateAsync();
        await checkpoint.ClearStateAsync();
    }

    async Task RestoreOnce(CompiledRun compiled, bool hasSucceeded)
    {
        if (Merged is not null)
            return;

        // A silo that stops hands the state of its grains to another, and a run's has let go of its statistics.
        if (Kept > 0 && !MergedRun.HasOutcomes(checkpoint.State))
            await checkpoint.ReadStateAsync();
        var from = checkpoint.State;
        if (from.Replications > 0 && !MergedRun.HasOutcomes(from) && !from.Complete && !hasSucceeded)
            throw new RefusedException(Refusal.FailedPrecondition, run, "it was left unfinished by a build of before, whose checkpoints cannot be gone on from; create it anew");

        // What is complete adds no outcomes any more, and would keep room from those who do.
        var goesOn = !from.Complete && !hasSucceeded;
        Merged = await pool.Tend(() => new MergedRun(compiled, from, goesOn ? SpareOutcomes.Take(compiled.Model) : null));
        LetGoOfStatistics();
    }

    /// <summary>Makes a checkpoint, and writes it.</summary>
    /// <returns>Ends when it is made; what it comes to, when it is written.</returns>
    async Task<Task<int>> Write(Func<ICollection<SparePieces>, RunCheckpoint> make, Action<RunCheckpoint> complete)
    {
        List<SparePieces> room = [];
        var made = await pool.Tend(() => make(room));
        complete(made);
        return writing.Do(async () =>
        {
            checkpoint.State = made;
            await checkpoint.WriteStateAsync();
            LetGoOfStatistics();
            room.ForEach(pieces => pieces.GiveBack());
            return made.Replications;
        });
    }

    /// <summary>What is merged is in memory, and what is kept of it need not be there too.</summary>
    void LetGoOfStatistics()
    {
        var kept = checkpoint.State;
        checkpoint.State = new RunCheckpoint { Replications = kept.Replications, Leaves = { kept.Leaves }, Complete = kept.Complete, StoppingReason = kept.StoppingReason };
    }

    Task<RunResult> Summary(MergedRun merged) => pool.Tend(() => merged.Summary(run));
}
