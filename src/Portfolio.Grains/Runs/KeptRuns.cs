using Portfolio.Analysis.Comparing;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Computing;
using Portfolio.Model;
using Portfolio.Model.Outcomes;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Grains.Runs;

/// <summary>Compares runs that have ended by the outcomes that were kept, a shard of each at a time: nothing is simulated, and it takes no more room however long they are.</summary>
public sealed class KeptRuns(IGrainFactory grains, IOutcomeBlocks blocks, ComputePool pool)
{
    /// <summary>Compares the end outcomes of runs.</summary>
    /// <param name="runs">Resource names; the first is what the others are compared with.</param>
    /// <param name="cancellation">Stops between shards.</param>
    /// <exception cref="RefusedException">A run is not there, has not succeeded, or does not go with the first.</exception>
    public async Task<Comparison> Compare(IReadOnlyList<string> runs, CancellationToken cancellation)
    {
        var states = await Task.WhenAll(runs.Select(run => grains.GetGrain<IRunGrain>(run).ReadPlan()));
        foreach (var state in states)
            Check(state.Run, states[0].Run);
        var models = await pool.Run(_ => states.Select(state => CompiledRun.Of(state.Run, state.Plan).Model).ToList(), cancellation);
        var statistics = new ComparisonStatistics(models, []);
        var common = states.Min(state => state.Run.ReplicationsDone);
        await foreach (var shards in Together([.. runs.Select(run => blocks.Read(run, cancellation))]))
        {
            if (statistics.Replications == common)
                break;
            if (shards.Any(shard => shard.First != statistics.Replications))
                throw new RefusedException(Refusal.FailedPrecondition, runs[0], "it and others were cut into shards at other replications, since not all share draws of the parameters alike");
            await pool.Run(_ => Add(statistics, models, shards, common), cancellation);
        }

        return await pool.Run(_ => ComparisonAnswer.Of([.. states.Select(state => state.Plan.Scenario)], statistics), cancellation);
    }

    static void Check(Run run, Run first)
    {
        if (run.State != State.Succeeded)
            throw new RefusedException(Refusal.FailedPrecondition, run.Name, $"has not succeeded: its state is {run.State}");
        if ((run.Portfolio, run.Seed, run.ShardSize, run.Point, Wanted(run)) != (first.Portfolio, first.Seed, first.ShardSize, first.Point, Wanted(first)))
            throw new RefusedException(Refusal.FailedPrecondition, run.Name, $"has another portfolio, seed, number of replications or shard size than {first.Name}");
    }

    /// <summary>Replications wanted. Runs with stopping rules stop where each has enough, so that these need not be the same; their shards are cut alike.</summary>
    static int Wanted(Run run) => run.Until is null ? run.Replications : 0;

    /// <summary>Adds the next shard of each run, as far as all have its replications.</summary>
    static int Add(ComparisonStatistics statistics, List<PortfolioModel> models, (int First, byte[] Outcomes)[] shards, int common)
    {
        List<OutcomeTable> tables = [.. models.Zip(shards.Select(shard => shard.Outcomes), Decoded)];
        var rows = Math.Min(tables.Min(table => table.Rows), common - statistics.Replications);
        statistics.Add([.. models.Zip(tables, (model, table) => RangeOf(model, table.Take(rows)))]);
        return statistics.Replications;
    }

    static OutcomeTable Decoded(PortfolioModel model, byte[] shard) => OutcomeCodec.Decode(shard, new Subjects(model).Count, model.Targets.Count);

    static ScenarioRange RangeOf(PortfolioModel model, OutcomeTable table) => new(table, SeriesValues.Of(model, [], table.Rows));

    /// <summary>The next shard of each run, as long as there is one.</summary>
    static async IAsyncEnumerable<(int First, byte[] Outcomes)[]> Together(List<IAsyncEnumerable<(int FirstReplication, byte[] Outcomes)>> runs)
    {
        var readers = runs.ConvertAll(run => run.GetAsyncEnumerator());
        try
        {
            while ((await Task.WhenAll(readers.Select(reader => reader.MoveNextAsync().AsTask()))).All(isThere => isThere))
                yield return [.. readers.Select(reader => reader.Current)];
        }
        finally
        {
            foreach (var reader in readers)
                await reader.DisposeAsync();
        }
    }
}
