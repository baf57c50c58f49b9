using Portfolio.Analysis.Comparing;
using Portfolio.Analysis.Ranking;
using Portfolio.Contracts.V1;
using Portfolio.Model.Statistics;

namespace Portfolio.Analysis.Marginal;

/// <summary>What each claimant costs and is worth as a whole: what is received, and brought, with ample money, less the same without it.</summary>
/// <param name="outcome">What is to be brought.</param>
/// <param name="claimants">The claimants' names.</param>
sealed class WholeValues(MarginalOutcome outcome, IReadOnlyList<string> claimants)
{
    const int MostOthers = 20;

    readonly Moments[] costs = new Moments[claimants.Count];
    readonly Moments[] values = new Moments[claimants.Count];

    /// <summary>Adds replications.</summary>
    /// <param name="ample">With ample money, then the same without each claimant.</param>
    public void Add(IReadOnlyList<MarginalUnits> ample)
    {
        for (var claimant = 0; claimant < claimants.Count; claimant++)
        {
            costs[claimant] += Lost(MarginalOutcome.Received, ample[0], ample[claimant + 1]);
            values[claimant] += Lost(outcome, ample[0], ample[claimant + 1]);
        }
    }

    /// <summary>Writes everything.</summary>
    public void Write(BinaryWriter writer)
    {
        for (var claimant = 0; claimant < claimants.Count; claimant++)
        {
            writer.Write(costs[claimant]);
            writer.Write(values[claimant]);
        }
    }

    /// <summary>Adds what was written.</summary>
    public void Read(BinaryReader reader)
    {
        for (var claimant = 0; claimant < claimants.Count; claimant++)
        {
            costs[claimant] += reader.ReadMoments();
            values[claimant] += reader.ReadMoments();
        }
    }

    /// <summary>Which of them to fund with a total.</summary>
    public CutLine Tell(double total)
    {
        var line = new CutLine { Total = total, Outcome = outcome.Name };
        for (var i = 0; i < claimants.Count; i++)
        {
            var (cost, value) = (Effects.Of(costs[i], Quantisation.Unit(MarginalOutcome.Received.Kind)), Effects.Of(values[i], Quantisation.Unit(outcome.Kind)));
            line.Claimants.Add(new CutLineClaimant { Claimant = claimants[i], Cost = cost, Value = value });
        }

        Choose(line, [.. line.Claimants.Select(each => new Claimant(each.Claimant, Math.Max(0, each.Cost.Value), each.Value.Value))]);
        return line;
    }

    static void Choose(CutLine line, List<Claimant> each)
    {
        var greedy = FundingSets.Greedy(each, line.Total);
        if (each.Count > FundingSets.MostExact)
        {
            line.Greedy = Set(greedy, 0);
            return;
        }

        var best = FundingSets.Exact(each, line.Total);
        (line.Greedy, line.Exact) = (Set(greedy, best.Value - greedy.Value), Set(best, 0));
        var others = FundingSets.Regrets(each, line.Total, MostOthers + 1).Where(other => !other.Set.Members.SequenceEqual(best.Members));
        line.Others.AddRange(others.Take(MostOthers).Select(other => Set(other.Set, other.Loss)));
    }

    static FundedSet Set(FundingSet set, double regret) => new() { Claimants = { set.Members }, Cost = set.CostPounds, Value = set.Value, Regret = regret };

    static Moments Lost(MarginalOutcome of, MarginalUnits with, MarginalUnits without) => ExactUnits.MomentsOfDifferences(without[of], with[of]);
}
