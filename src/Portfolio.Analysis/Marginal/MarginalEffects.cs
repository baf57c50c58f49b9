using Portfolio.Analysis.Comparing;
using Portfolio.Contracts.V1;
using Portfolio.Model.Statistics;

namespace Portfolio.Analysis.Marginal;

/// <summary>What more and less money for each claimant does to one outcome of the portfolio, in exact units.</summary>
sealed class MarginalEffects(MarginalOutcome outcome, int claimants)
{
    readonly CrossMoments more = new(claimants);
    readonly Moments[] less = new Moments[claimants];
    readonly Moments[] bend = new Moments[claimants];

    double Unit => Quantisation.Unit(outcome.Kind);

    /// <summary>Its name.</summary>
    public string Name => outcome.Name;

    /// <summary>Adds replications.</summary>
    /// <param name="asItIs">Without any change.</param>
    /// <param name="moved">For each claimant with more and with less money.</param>
    public void Add(MarginalUnits asItIs, IReadOnlyList<MarginalUnits> moved)
    {
        var from = asItIs[outcome];
        var to = moved.Select(units => units[outcome]).ToList();
        var gains = new long[claimants];
        for (var row = 0; row < from.Length; row++)
        {
            for (var claimant = 0; claimant < claimants; claimant++)
            {
                var (gain, loss) = (to[2 * claimant][row] - from[row], to[2 * claimant + 1][row] - from[row]);
                gains[claimant] = gain;
                less[claimant] = less[claimant].With(loss);
                bend[claimant] = bend[claimant].With(gain + loss);
            }

            more.Add(gains);
        }
    }

    /// <summary>Writes everything.</summary>
    public void Write(BinaryWriter writer)
    {
        more.Write(writer);
        for (var claimant = 0; claimant < claimants; claimant++)
        {
            writer.Write(less[claimant]);
            writer.Write(bend[claimant]);
        }
    }

    /// <summary>Adds what was written.</summary>
    public void Read(BinaryReader reader)
    {
        more.Read(reader);
        for (var claimant = 0; claimant < claimants; claimant++)
        {
            less[claimant] += reader.ReadMoments();
            bend[claimant] += reader.ReadMoments();
        }
    }

    /// <summary>The effects of a claimant's money.</summary>
    public ClaimantEffect Tell(int claimant)
    {
        var (up, down, both) = (More(claimant), Effects.Of(less[claimant], Unit), Effects.Of(bend[claimant], Unit));
        var tests = claimants * MarginalOutcome.All.Count;
        return new ClaimantEffect { Outcome = Name, More = up, Less = down, Bend = both, Bends = Bending.Shows(up, down, both, tests) };
    }

    /// <summary>Means of what more money does, with their covariance: what a ranking rests on.</summary>
    public (double[] Means, double[,] Covariance) ForRanking()
    {
        var covariance = new double[claimants, claimants];
        for (var one = 0; one < claimants; one++)
        {
            for (var other = 0; other < claimants; other++)
                covariance[one, other] = more.CovarianceOfMeans(one, other) * Unit * Unit;
        }

        return ([.. Enumerable.Range(0, claimants).Select(claimant => more.Mean(claimant) * Unit)], covariance);
    }

    Effect More(int claimant) => Effects.Of(more.Count, more.Mean(claimant) * Unit, Math.Sqrt(Math.Max(0, more.CovarianceOfMeans(claimant, claimant))) * Unit);
}
