using Portfolio.Analysis.Comparing;
using Portfolio.Contracts.V1;
using Portfolio.Model;
using Portfolio.Model.Distributions;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;

namespace Portfolio.Analysis.Stopping;

/// <summary>A comparison has enough replications when the order of its scenarios by the mean of an outcome is surely enough the true one.</summary>
/// <remarks>
/// The order is taken when every two neighbours in it lie as many standard errors of their paired difference apart as a test of one pair at one look demands. With k scenarios and look j (at 1,024·2^(j − 1)
/// replications) that is a test at the level w / (j·(j + 1)) / (k·(k − 1)/2), where w is the chance of a wrong order that is allowed. An order that is wrong has two neighbours of which the one that
/// is really behind seems to be ahead; by the union bound over all pairs, of which the data choose the neighbours, and over all looks, whose levels add up to w, the chance that this ever passes is at
/// most w. Each test is the normal one, which the central limit theorem justifies from 1,024 replications on.
/// </remarks>
public sealed class RankedOutcome
{
    static readonly Looks Doubling = new(replicationsPerDraw: 1, perOctave: 1);

    readonly SeriesKind kind;
    readonly int[] columns;
    readonly double wrongBelow;
    readonly CrossMoments moments;

    RankedOutcome(SeriesKind kind, int[] columns, double wrongBelow) =>
        (this.kind, this.columns, this.wrongBelow, moments) = (kind, columns, wrongBelow, new CrossMoments(columns.Length));

    /// <summary>When it looks.</summary>
    public static Looks Looks => Doubling;

    /// <summary>Nothing known yet.</summary>
    /// <param name="ranking">The rule.</param>
    /// <param name="models">What is simulated under each scenario.</param>
    /// <exception cref="StoppingRuleException">It names what is not there, under some scenario.</exception>
    public static RankedOutcome Of(SureRanking ranking, IReadOnlyList<PortfolioModel> models)
    {
        List<OutcomePlace> places = [.. models.Select(model => OutcomePlace.Of(model, ranking.Subject, ranking.Outcome, "ranked"))];
        return new RankedOutcome(places[0].Kind, [.. places.Select(place => place.Column)], ranking.WrongBelow);
    }

    /// <summary>Adds the same replications under all scenarios, as far as the outcome is defined under all.</summary>
    public void Add(IReadOnlyList<OutcomeTable> outcomes)
    {
        var table = UnitTable.Of(kind, columns, outcomes).Complete(sign: 1);
        var together = new long[columns.Length];
        for (var row = 0; row < table.Rows; row++)
        {
            for (var scenario = 0; scenario < together.Length; scenario++)
                together[scenario] = table[scenario][row];
            moments.Add(together);
        }
    }

    /// <summary>Indices of the scenarios, from the least mean to the largest.</summary>
    public IReadOnlyList<int> Order => [.. Enumerable.Range(0, columns.Length).OrderBy(moments.Mean)];

    /// <summary>Whether the order is sure enough at a look.</summary>
    /// <param name="look">Its number, from 1.</param>
    public bool IsSure(int look)
    {
        if (moments.Count < Looks.First)
            return false;
        var pairs = columns.Length * (columns.Length - 1) / 2.0;
        var apart = -StandardNormal.Quantile(wrongBelow / (look * (look + 1.0)) / pairs);
        var order = Order;
        return order.Zip(order.Skip(1)).All(pair => moments.Mean(pair.Second) - moments.Mean(pair.First) > apart * Math.Sqrt(moments.VarianceOfMeanDifference(pair.First, pair.Second)));
    }

    /// <summary>Writes everything.</summary>
    public void Write(BinaryWriter writer) => moments.Write(writer);

    /// <summary>Adds what was written.</summary>
    public void Read(BinaryReader reader) => moments.Read(reader);
}
