using Portfolio.Contracts.V1;
using Portfolio.Model;

namespace Portfolio.Definitions.Compiling;

/// <summary>Plans that were checked when a run or a study was created.</summary>
public static class CheckedPlan
{
    /// <summary>What a plan simulates.</summary>
    /// <exception cref="InvalidOperationException">It does not compile, though it did when it was made.</exception>
    public static PortfolioModel ModelOf(RunPlan plan, CompileOptions options) => Compiled(plan, options).Model;

    /// <summary>What a plan makes.</summary>
    /// <inheritdoc cref="ModelOf" path="/exception"/>
    public static CompiledDefinition Compiled(RunPlan plan, CompileOptions options)
    {
        var problems = new Problems();
        var set = new DefinitionSet(plan.Portfolio, plan.Scenarios);
        return Compiler.Compile(set, plan.Scenario.Length == 0 ? null : plan.Scenario, options, problems)
            ?? throw new InvalidOperationException($"a plan of {plan.Portfolio.Id} no longer compiles: {string.Join("; ", problems.Found)}");
    }
}
