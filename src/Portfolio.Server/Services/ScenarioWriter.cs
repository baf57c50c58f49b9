using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Compiling;
using Portfolio.Definitions.Files;
using Portfolio.Grains.Definitions;

namespace Portfolio.Server.Services;

/// <summary>Writes scenarios that go with their portfolio and with all that they extend.</summary>
sealed class ScenarioWriter(IGrainFactory grains, DefinitionReader reader)
{
    /// <summary>Checks a scenario against its portfolio, and has it written by its grain.</summary>
    /// <param name="name">Its resource name.</param>
    /// <param name="scenario">The scenario.</param>
    /// <param name="mode">Who, why and idempotency key.</param>
    /// <param name="validateOnly">Whether it is only checked.</param>
    public async Task<Scenario> Write(string name, Scenario scenario, WriteMode mode, bool validateOnly)
    {
        var problems = new Problems();
        Compiler.Compile(await reader.SetFor(scenario, ResourceName.ParentOf(name)), scenario.Id, new CompileOptions(), problems);
        if (mode.Source is { } source)
            SourceFiles.Check(source, scenario, problems);
        if (problems.Any)
            throw Refusals.Invalid(problems);
        return validateOnly ? scenario : await grains.GetGrain<IScenarioGrain>(name).Write(scenario, mode);
    }
}
