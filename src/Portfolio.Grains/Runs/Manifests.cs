using Portfolio.Contracts.V1;
using Portfolio.Definitions.Compiling;

namespace Portfolio.Grains.Runs;

/// <summary>Says all that a run's result depends on.</summary>
public static class Manifests
{
    /// <summary>The part that definitions and journals bring.</summary>
    /// <param name="portfolio">The portfolio as it is stored.</param>
    /// <param name="chain">The scenario and all it extends, as they are stored. What an item of a batch sets is none of these: the hash of the plan pins it.</param>
    /// <param name="start">The journals it starts from; null as planned.</param>
    /// <param name="compiled">What is simulated.</param>
    public static Manifest Of(PortfolioDefinition portfolio, IReadOnlyList<Scenario> chain, PinnedStart? start, CompiledDefinition compiled)
    {
        var sampling = compiled.Resolved.Portfolio.Sampling;
        var manifest = new Manifest
        {
            Start = start,
            Seed = compiled.Model.Seed,
            Sampling = sampling == Sampling.Unspecified ? Sampling.Random : sampling,
            ReplicationsPerDraw = compiled.Model.Parameters.ReplicationsPerDraw,
        };
        manifest.Definitions.Add(new PinnedDefinition { Name = portfolio.Name, Revision = portfolio.Revision, Sha256 = PlanHash.Of(portfolio) });
        manifest.Definitions.AddRange(chain.Select(scenario => new PinnedDefinition { Name = scenario.Name, Revision = scenario.Revision, Sha256 = PlanHash.Of(scenario) }));
        return manifest;
    }

    /// <summary>Completes it by what the run says.</summary>
    public static void Complete(Manifest manifest, Run run)
    {
        (manifest.EngineVersion, manifest.PlanHash) = (run.EngineVersion, run.PlanHash);
        (manifest.Replications, manifest.Point, manifest.Until) = (run.Replications, run.Point, run.Until);
        manifest.Series.AddRange(run.Series);
        manifest.ContentHash = PlanHash.Of(Content(manifest));
        run.Manifest = manifest;
    }

    /// <summary>Completes it for a rehearsal.</summary>
    public static Manifest Complete(Manifest manifest, RunPlan plan, bool point)
    {
        (manifest.EngineVersion, manifest.PlanHash, manifest.Point) = (PlanHash.Engine, PlanHash.Of(plan, manifest.Seed, point), point);
        manifest.ContentHash = PlanHash.Of(Content(manifest));
        return manifest;
    }

    /// <summary>How far a belief's journal was read.</summary>
    public static PinnedJournal Pin(Belief belief) => new() { Subject = belief.Subject, LastEntry = belief.LastEntry, LastHash = belief.LastHash };

    /// <summary>What the plan's hash does not stand for already.</summary>
    static Manifest Content(Manifest manifest)
    {
        var content = new Manifest(manifest) { Start = null };
        content.Definitions.Clear();
        return content;
    }
}
