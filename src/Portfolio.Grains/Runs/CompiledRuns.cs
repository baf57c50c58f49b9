using Portfolio.Contracts.V1;
using Portfolio.Definitions.Compiling;
using Portfolio.Grains.Computing;
using Portfolio.Model;

namespace Portfolio.Grains.Runs;

/// <summary>The models of the runs this silo computes, compiled once each.</summary>
sealed class CompiledRuns(IGrainFactory grains, ComputePool pool)
{
    readonly CompileCache<CompiledRun> known = new();

    /// <summary>The model of a run.</summary>
    /// <param name="run">The run's name.</param>
    /// <param name="state">Its plan, where the caller has it; else it is asked of the run's grain the first time.</param>
    public Task<CompiledRun> Get(string run, RunState? state = null) => known.Get(run, async () =>
    {
        var plan = state ?? await grains.GetGrain<IRunGrain>(run).ReadPlan();
        return await pool.Run(_ => CompiledRun.Of(plan.Run, plan.Plan), CancellationToken.None);
    });

    /// <summary>Knows the model of a run that is about to be created.</summary>
    public Task Know(string run, CompiledRun compiled) => known.Get(run, () => Task.FromResult(compiled));
}

/// <summary>A run ready to be computed.</summary>
/// <param name="Model">What is simulated.</param>
/// <param name="Series">Series reported month by month.</param>
/// <param name="Groups">Ids of what may be a group of alike initiatives.</param>
/// <param name="Claim">On whose behalf it is computed.</param>
/// <param name="KeepsOutcomes">Whether outcomes of single replications are kept.</param>
sealed record CompiledRun(PortfolioModel Model, IReadOnlyList<Model.Outcomes.Series> Series, IReadOnlyList<string> Groups, Claim Claim, bool KeepsOutcomes)
{
    /// <summary>Compiles a plan that was checked when the run was created.</summary>
    public static CompiledRun Of(Run run, RunPlan plan) => Of(run, plan, CheckedPlan.ModelOf(plan, new CompileOptions(run.Seed, run.Point)));

    /// <summary>A run whose plan is compiled.</summary>
    public static CompiledRun Of(Run run, RunPlan plan, PortfolioModel model) => new(
        model,
        [.. run.Series.Select(series => (Model.Outcomes.Series)(int)series)],
        [.. plan.Portfolio.Initiatives.Select(initiative => initiative.Id)],
        run.Batch.Length > 0 ? Claim.OfBatch(run.Batch) : Claim.Of(run.Name),
        run.KeepOutcomes);
}
