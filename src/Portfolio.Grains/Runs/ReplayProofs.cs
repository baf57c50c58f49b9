using Portfolio.Contracts.V1;
using Portfolio.Model;
using Portfolio.Model.Outcomes;

namespace Portfolio.Grains.Runs;

/// <summary>Whether a replayed replication ends as it did inside its run.</summary>
static class ReplayProofs
{
    const int MostTold = 100;

    /// <summary>The proof, in words too.</summary>
    /// <param name="run">The run.</param>
    /// <param name="replication">The replication.</param>
    /// <param name="model">What was simulated.</param>
    /// <param name="then">The outcomes that the run found, and their row.</param>
    /// <param name="now">The outcomes of the replay, in one row.</param>
    public static ReplayProof Of(Run run, int replication, PortfolioModel model, (OutcomeTable Table, int Row) then, OutcomeTable now)
    {
        var names = OutcomeColumns.Of(model);
        var proof = new ReplayProof { Run = run.Name, Replication = replication, Outcomes = names.Count, EngineVersion = run.EngineVersion, EngineVersionNow = PlanHash.Engine };
        List<DifferingOutcome> differing = [.. names.Select((name, column) => Pair(name, then.Table.Columns[column][then.Row], now.Columns[column][0])).Where(Differ)];
        proof.Equal = differing.Count == 0;
        proof.Differences.AddRange(differing.Take(MostTold));
        proof.Summary = proof.Equal
            ? $"replication {replication} of {run.Name} was computed again {RunEngines.Text(run)}: all {names.Count} end outcomes are those that the run found, to the last bit."
            : $"replication {replication} of {run.Name} was computed again {RunEngines.Text(run)}: {differing.Count} of {names.Count} end outcomes are not those that the run found, the first is {Told(differing[0])}.";
        return proof;
    }

    static DifferingOutcome Pair((string Subject, string Outcome) name, double kept, double now) => new() { Subject = name.Subject, Outcome = name.Outcome, Kept = kept, Now = now };

    static bool Differ(DifferingOutcome pair) => BitConverter.DoubleToInt64Bits(pair.Kept) != BitConverter.DoubleToInt64Bits(pair.Now);

    static string Told(DifferingOutcome first) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{first.Outcome} of {first.Subject}, {first.Now:R} now and {first.Kept:R} then");
}
