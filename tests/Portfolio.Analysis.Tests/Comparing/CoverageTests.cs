using Portfolio.Analysis.Comparing;
using Portfolio.Contracts.V1;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Randomness;

namespace Portfolio.Analysis.Tests.Comparing;

public class CoverageTests
{
    const int Repeats = 2_000;
    const int Replications = 200;
    const double Truth = 5;

    /// <summary>
    /// What two scenarios share has twice the spread of what each has alone, so independent ones would need five times as many
    /// replications: (5 + 5) / 2.
    /// </summary>
    [Fact]
    public void Of_CorrelatedNormals_HoldsTheTruthNineteenTimesInTwenty()
    {
        var differences = Enumerable.Range(0, Repeats).Select(repeat => DifferenceOf((uint)repeat)).ToList();
        Assert.InRange(differences.Count(each => each.Low <= Truth && Truth <= each.High) / (double)Repeats, 0.93, 0.97);
        Assert.Equal(5, differences.Average(each => each.VarianceRatio), 0.1);
    }

    static Difference DifferenceOf(uint repeat)
    {
        var statistics = Some.Statistics(2);
        statistics.Add([Sample(repeat, 1, 0), Sample(repeat, 2, Truth)]);
        var npv = ComparisonAnswer.Of(Some.Ids(2), statistics).Outcomes.First(each => each.Outcome == "npv");
        return npv.Scenarios[1].Difference;
    }

    static ScenarioRange Sample(uint repeat, uint own, double mean) => Some.Range(
        Outcome.Npv, [.. Enumerable.Range(0, Replications).Select(i => mean + 100 * (2 * Normal(repeat, 0, i) + Normal(repeat, own, i)) / 10)]);

    static double Normal(uint repeat, uint entity, int number) => new Draws(11, entity, repeat).Normal(RandomStream.Quality, number);
}
