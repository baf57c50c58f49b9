using System.Collections.Concurrent;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Compiling;
using Portfolio.Grains.Computing;
using Portfolio.Model;

namespace Portfolio.Grains.Runs;

/// <summary>The models of the runs this silo computes, compiled once each.</summary>
sealed class CompiledRuns(IGrainFactory grains, ComputePool pool)
{
    const int MostKept = 16;

    readonly ConcurrentDictionary<string, Lazy<Task<CompiledRun>>> known = new();

    /// <summary>The model of a run.</summary>
    /// <param name="run">The run's name.</param>
    /// <param name="state">Its plan, where the caller has it; else it is asked of the run's grain the first time.</param>
    public async Task<CompiledRun> Get(string run, RunState? state = null)
    {
        try
        {
            return await known.GetOrAdd(run, name => new Lazy<Task<CompiledRun>>(() => Compile(name, state))).Value;
        }
        catch
        {
            known.TryRemove(run, out _);
            throw;
        }
        finally
        {
            while (known.Count > MostKept && known.Keys.FirstOrDefault(name => name != run) is { } other)
                known.TryRemove(other, out _);
        }
    }

    async Task<CompiledRun> Compile(string run, RunState? state)
    {
        state ??= await grains.GetGrain<IRunGrain>(run).ReadPlan();
        return await pool.Run(_ => CompiledRun.Of(state.Run, state.Plan), CancellationToken.None);
    }
}

/// <summary>A run ready to be computed.</summary>
/// <param name="Model">What is simulated.</param>
/// <param name="Series">Series reported month by month.</param>
sealed record CompiledRun(PortfolioModel Model, IReadOnlyList<Model.Outcomes.Series> Series)
{
    /// <summary>Compiles a plan that was checked when the run was created.</summary>
    public static CompiledRun Of(Run run, RunPlan plan)
    {
        var problems = new Problems();
        var set = new DefinitionSet(plan.Portfolio, plan.Scenarios);
        var scenario = plan.Scenario.Length == 0 ? null : plan.Scenario;
        var compiled = Compiler.Compile(set, scenario, new CompileOptions(run.Seed, run.Point), problems)
            ?? throw new InvalidOperationException($"the plan of {run.Name} no longer compiles: {string.Join("; ", problems.Found)}");
        return new CompiledRun(compiled.Model, [.. run.Series.Select(series => (Model.Outcomes.Series)(int)series)]);
    }
}
