using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Compiling;
using Portfolio.Model;

namespace Portfolio.Analysis;

/// <summary>The scenarios a question is about: what each rests on, and the models made of them.</summary>
/// <param name="plans">What each rests on, checked when the study was created.</param>
/// <param name="seed">Seed of all random numbers.</param>
/// <param name="point">Every distribution is replaced by its mean.</param>
public sealed class PlannedScenarios(IReadOnlyList<RunPlan> plans, ulong seed, bool point)
{
    /// <summary>Number of scenarios.</summary>
    public int Count => plans.Count;

    /// <summary>Ids of the scenarios; empty for the plain portfolio.</summary>
    public IReadOnlyList<string> Ids { get; } = [.. plans.Select(plan => plan.Scenario)];

    /// <summary>The portfolio, as written.</summary>
    public PortfolioDefinition Portfolio => plans[0].Portfolio;

    /// <summary>Seed of all random numbers.</summary>
    public ulong Seed => seed;

    /// <summary>The scenario and all it extends.</summary>
    public IReadOnlyList<Scenario> Chain(int index) => plans[index].Scenarios;

    /// <summary>What a scenario simulates.</summary>
    public PortfolioModel Model(int index) => Compiled(index).Model;

    /// <summary>A scenario made ready.</summary>
    public CompiledDefinition Compiled(int index) => CheckedPlan.Compiled(plans[index], new CompileOptions(seed, point));

    /// <summary>What a scenario that is derived from the question's own simulates.</summary>
    /// <param name="chain">The scenario, last, and all it extends; nothing for the plain portfolio.</param>
    /// <param name="problems">Takes what is wrong with it.</param>
    /// <returns>Null where anything is wrong.</returns>
    public PortfolioModel? Model(IReadOnlyList<Scenario> chain, Problems problems) =>
        Compiler.Compile(new DefinitionSet(Portfolio, chain), chain.Count == 0 ? null : chain[^1].Id, new CompileOptions(seed, point), problems)?.Model;
}
