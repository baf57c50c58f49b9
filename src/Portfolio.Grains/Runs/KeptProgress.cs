using Portfolio.Contracts.V1;
using Portfolio.Grains.Computing;

namespace Portfolio.Grains.Runs;

/// <summary>How far a run has come, as it is kept: the merged statistics of its series and of its end outcomes, so that whoever goes on with it needs no single outcome.</summary>
/// <param name="kept">The checkpoint.</param>
/// <param name="pool">Encodes and decodes.</param>
/// <param name="run">The run's name.</param>
sealed class KeptProgress(IPersistentState<RunCheckpoint> kept, ComputePool pool, string run)
{
    /// <summary>Replications whose statistics are kept.</summary>
    public int Replications => kept.State.Replications;

    /// <summary>Whether the run is complete and its result kept; of runs of before this was said, whether it has succeeded is all there is to know.</summary>
    public bool IsComplete => kept.State.Complete;

    /// <summary>Why a complete run stopped; unspecified where it has no stopping rule.</summary>
    public StoppingReason StoppingReason => kept.State.StoppingReason;

    /// <summary>What is kept, to be shown and gone on from.</summary>
    /// <param name="compiled">The run, compiled.</param>
    /// <param name="hasSucceeded">Whether it has its result already.</param>
    /// <exception cref="RefusedException">It was kept by a build of before, which had to read single outcomes again.</exception>
    public Task<MergedRun> Restore(CompiledRun compiled, bool hasSucceeded)
    {
        var from = kept.State;
        if (from.Replications > 0 && !from.HasOutcomes && !from.Complete && !hasSucceeded)
            throw new RefusedException(Refusal.FailedPrecondition, run, "it was left unfinished by a build of before, whose checkpoints cannot be gone on from; create it anew");
        return pool.Tend(() => new MergedRun(compiled, from));
    }

    /// <summary>Keeps what was merged.</summary>
    public async Task Keep(MergedRun merged)
    {
        kept.State = await pool.Tend(merged.Checkpoint);
        await kept.WriteStateAsync();
    }

    /// <summary>Keeps all that was merged of a run that is complete and summarised: nobody will go on from it.</summary>
    public async Task KeepComplete(MergedRun merged, StoppingReason reason)
    {
        var complete = await pool.Tend(merged.Complete);
        (complete.Complete, complete.StoppingReason) = (true, reason);
        kept.State = complete;
        await kept.WriteStateAsync();
    }

    /// <summary>Forgets it.</summary>
    public Task Forget() => kept.ClearStateAsync();
}
