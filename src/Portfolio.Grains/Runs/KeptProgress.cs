using Portfolio.Contracts.V1;
using Portfolio.Grains.Computing;

namespace Portfolio.Grains.Runs;

/// <summary>
/// How far a run has come, as it is kept: statistics of its series with each checkpoint, which nothing else could bring back; those of its end outcomes seldom, as
/// they are made again of the outcomes behind them.
/// </summary>
/// <param name="series">The checkpoint.</param>
/// <param name="ends">Statistics of end outcomes, of no more replications than the checkpoint.</param>
/// <param name="blocks">The outcomes.</param>
/// <param name="pool">Encodes and decodes.</param>
/// <param name="time">The clock.</param>
/// <param name="run">The run's name.</param>
sealed class KeptProgress(
    IPersistentState<RunCheckpoint> series, IPersistentState<OutcomesCheckpoint> ends, IOutcomeBlocks blocks, ComputePool pool, TimeProvider time, string run)
{
    /// <summary>How often statistics of end outcomes are kept: whoever goes on reads the outcomes of so long at most, however long the run has been.</summary>
    static readonly TimeSpan EndsEvery = TimeSpan.FromSeconds(30);

    long endsKept = time.GetTimestamp();

    /// <summary>Replications whose statistics are kept.</summary>
    public int Replications => series.State.Replications;

    /// <summary>What is kept, to go on from.</summary>
    /// <param name="compiled">The run, compiled.</param>
    /// <param name="withOutcomes">Whether statistics of end outcomes are wanted; what has succeeded has its summary already.</param>
    public async Task<MergedRun> Restore(CompiledRun compiled, bool withOutcomes)
    {
        var (from, of) = (series.State, withOutcomes ? ends.State : new OutcomesCheckpoint());
        var restored = await pool.Tend(() => new MergedRun(compiled, from, of));
        if (withOutcomes && of.Replications < from.Replications)
            await Recall(restored, of.Replications);
        return restored;
    }

    /// <summary>Keeps what was merged; its outcomes are stored already.</summary>
    public async Task Keep(MergedRun merged)
    {
        series.State = await pool.Tend(merged.Checkpoint);
        await series.WriteStateAsync();
        if (time.GetElapsedTime(endsKept) < EndsEvery)
            return;
        ends.State = await pool.Tend(merged.OutcomesCheckpoint);
        await ends.WriteStateAsync();
        endsKept = time.GetTimestamp();
    }

    /// <summary>Keeps all that was merged of a run that is complete and summarised: nobody will go on from it.</summary>
    public async Task KeepComplete(MergedRun merged)
    {
        series.State = await pool.Tend(merged.Checkpoint);
        await series.WriteStateAsync();
        await ends.ClearStateAsync();
    }

    /// <summary>Forgets it.</summary>
    public async Task Forget()
    {
        await ends.ClearStateAsync();
        await series.ClearStateAsync();
    }

    /// <summary>Reads the outcomes again whose statistics were not kept.</summary>
    async Task Recall(MergedRun restored, int first)
    {
        await foreach (var (at, outcomes) in blocks.Read(run, first, CancellationToken.None))
        {
            if (at >= restored.Replications)
                return;
            await pool.Tend(() => restored.Recall(at, outcomes));
        }
    }
}
