using Google.Rpc;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Batches;
using Portfolio.Definitions.Compiling;
using Portfolio.Grains.Runs;

namespace Portfolio.Grains.Batches;

/// <summary>An item ready to be run, or what is wrong with it.</summary>
/// <param name="Run">The run.</param>
/// <param name="Plan">What it rests on.</param>
/// <param name="Compiled">The run, compiled; null where it cannot be run.</param>
/// <param name="Error">Why it cannot be run; null where it can.</param>
sealed record PreparedItem(Run Run, RunPlan Plan, CompiledRun? Compiled, Status? Error)
{
    /// <summary>Prepares an item. Takes as long as compiling its plan.</summary>
    /// <param name="state">The batch.</param>
    /// <param name="item">The item.</param>
    /// <param name="sizes">How it is cut into shards.</param>
    public static PreparedItem Of(BatchState state, WantedItem item, ShardSizes sizes)
    {
        var batch = state.Batch;
        var problems = new Problems();
        var plan = ItemPlan.Of(state.Plan, item, problems);
        var compiled = Compiler.Compile(new DefinitionSet(plan.Portfolio, plan.Scenarios), plan.Scenario.Length == 0 ? null : plan.Scenario, new CompileOptions(item.Seed), problems);

        // What the item sets stands first, and is not stored as a scenario.
        List<Scenario> stored = [.. plan.Scenarios.Skip(item.Set.Count == 0 ? 0 : 1)];
        var run = new Run
        {
            Portfolio = batch.Portfolio,
            PortfolioRevision = batch.PortfolioRevision,
            Scenario = item.Scenario.Length == 0 ? "" : $"{batch.Portfolio}/scenarios/{item.Scenario}",
            Replications = BatchItems.Replications(batch),
            Batch = batch.Name,
            SummaryOnly = true,
            EngineVersion = PlanHash.Engine,
        };
        foreach (var (path, value) in item.Set)
            run.Set[path] = value;
        foreach (var scenario in stored)
            run.ScenarioRevisions[scenario.Name] = scenario.Revision;
        run.ScenarioRevision = stored.Count == 0 ? 0 : stored[0].Revision;
        if (compiled is null)
            return new PreparedItem(run, plan, null, new Status { Code = (int)Code.InvalidArgument, Message = string.Join("; ", problems.Found.Select(ItemPlan.Text)) });
        run.Seed = compiled.Model.Seed;
        run.ShardSize = sizes.AmongMany(compiled.Model, run.Replications);
        run.PlanHash = PlanHash.Of(plan, run.Seed, run.Point);
        Manifests.Complete(Manifests.Of(plan.Portfolio, stored, start: null, compiled), run);
        return new PreparedItem(run, plan, CompiledRun.Of(run, plan, compiled.Model), null);
    }
}
