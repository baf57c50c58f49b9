using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Runs;

/// <summary>The engines that computed a run.</summary>
static class RunEngines
{
    /// <summary>The version that began it, and those that went on with it, in their order.</summary>
    public static IReadOnlyList<string> Of(Run run) => [run.EngineVersion, .. run.FurtherEngineVersions];

    /// <summary>The engine that computes now, and those that did then where they are others, in words.</summary>
    public static string Text(Run run) => Of(run) is [var only] && only == PlanHash.Engine
        ? $"by the same engine, {PlanHash.Engine}"
        : $"by engine {PlanHash.Engine}, where {string.Join(", then ", Of(run))} had computed the run";
}
