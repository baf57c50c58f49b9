using Portfolio.Cli.Rendering;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary>What a run's result depends on, in lines.</summary>
static class ManifestFacts
{
    /// <summary>The lines, each with what it is called.</summary>
    public static IEnumerable<(string Name, string Value)> Of(Manifest manifest)
    {
        yield return ("content", manifest.ContentHash);
        yield return ("sampling", manifest.Sampling.ToString());
        yield return ("a draw", manifest.ReplicationsPerDraw == 1 ? "" : $"for {Figures.Count(manifest.ReplicationsPerDraw)} replications");
        yield return ("series", string.Join(", ", manifest.Series));
        foreach (var definition in manifest.Definitions)
            yield return ($"{WorkTables.IdOf(definition.Name)}@{definition.Revision}", definition.Sha256);
        foreach (var journal in manifest.Start?.Journals ?? [])
            yield return ($"{WorkTables.IdOf(journal.Subject)}, entry {journal.LastEntry}", journal.LastHash);
    }
}
