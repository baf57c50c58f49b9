using Portfolio.Analysis.Comparing;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Computing;
using Portfolio.Model;
using Portfolio.Model.Outcomes;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Grains.Runs;

/// <summary>Compares runs that have ended by their outcomes, some replications of each at a time, so that it takes no more room however long they are.</summary>
public sealed class RunComparer(IGrainFactory grains, RunOutcomes outcomes, ComputePool pool)
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
        List<RunTables> tables = [.. states.Zip(models, (state, model) => new RunTables(outcomes.Read(state.Run, cancellation), model))];
        try
        {
            while (statistics.Replications < common && (await Task.WhenAll(tables.Select(each => each.HasMore()))).All(more => more))
                await pool.Run(_ => Add(statistics, tables, common), cancellation);
        }
        finally
        {
            foreach (var each in tables)
                await each.DisposeAsync();
        }

        return await pool.Run(_ => ComparisonAnswer.Of([.. states.Select(state => state.Plan.Scenario)], statistics), cancellation);
    }

    static void Check(Run run, Run first)
    {
        if (run.State != State.Succeeded)
            throw new RefusedException(Refusal.FailedPrecondition, run.Name, $"has not succeeded: its state is {run.State}");
        if ((run.Portfolio, run.Seed, run.Point, Wanted(run)) != (first.Portfolio, first.Seed, first.Point, Wanted(first)))
            throw new RefusedException(Refusal.FailedPrecondition, run.Name, $"has another portfolio, seed or number of replications than {first.Name}");
    }

    /// <summary>Replications wanted. Runs with stopping rules stop where each has enough, so that these need not be the same.</summary>
    static int Wanted(Run run) => run.Until is null ? run.Replications : 0;

    /// <summary>Adds the next replications of each run, as many as all have at hand.</summary>
    static int Add(ComparisonStatistics statistics, List<RunTables> tables, int common)
    {
        var rows = Math.Min(tables.Min(each => each.AtHand), common - statistics.Replications);
        statistics.Add([.. tables.Select(each => RangeOf(each.Model, each.Take(rows)))]);
        return statistics.Replications;
    }

    static ScenarioRange RangeOf(PortfolioModel model, OutcomeTable table) => new(table, SeriesValues.Of(model, [], table.Rows));
}
