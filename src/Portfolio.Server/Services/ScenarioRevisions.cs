using Google.Protobuf.Collections;
using Portfolio.Contracts.V1;

namespace Portfolio.Server.Services;

/// <summary>Which revisions of scenarios a run or a study rests on: those that its request names, and the newest of the others.</summary>
/// <param name="named">Revisions by resource name, as the request names them.</param>
/// <param name="field">Path of the field that names them.</param>
sealed class ScenarioRevisions(MapField<string, long> named, string field)
{
    readonly Dictionary<string, long> used = [];

    /// <summary>The revision of a scenario; 0 for the newest. A scenario that was used once stays what it was.</summary>
    public long Of(string scenario) => used.TryGetValue(scenario, out var revision) || named.TryGetValue(scenario, out revision) ? revision : 0;

    /// <summary>Remembers what is used.</summary>
    public void Use(Scenario scenario) => used[scenario.Name] = scenario.Revision;

    /// <summary>Writes what was used in place of what was named; refuses a name that was not used.</summary>
    public void Complete()
    {
        if (named.Keys.FirstOrDefault(name => !used.ContainsKey(name)) is { } unused)
            throw Refusals.Invalid(field, $"{unused} is none of the scenarios that are simulated, nor extended by one of them");
        foreach (var (name, revision) in used)
            named[name] = revision;
    }
}
