using Portfolio.Analysis.Stopping;
using Portfolio.Analysis.Tests.Comparing;
using Portfolio.Contracts.V1;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Randomness;

namespace Portfolio.Analysis.Tests.Stopping;

/// <summary>A comparison stops when the order of its scenarios is sure enough, and is wrong no more often than it says.</summary>
public class RankedOutcomeTests
{
    const int Most = 1 << 14;
    const int Chunk = 256;
    const double Common = 1000;
    const double Own = 100;

    [Fact]
    public void IsSure_KnownDifference_StopsAtTheLookThatTheTestDemands()
    {
        // Two own parts of variance Own² each: 15 lies 3.4 standard errors from 0 at 1,024 replications, 4.8 at 2,048, 6.8 at 4,096. Look 1 demands 5.6, look 2 5.8 and look 3 5.9 where one order in 10⁸ may be
        // wrong, and look 1 only 1.6 where one in ten may be.
        Assert.Equal(4096, Stop(wrongBelow: 2e-8, repeat: 1, [0, 15]).Replications);
        Assert.Equal(1024, Stop(wrongBelow: 0.1, repeat: 1, [0, 15]).Replications);
    }

    [Fact]
    public void IsSure_ScenariosThatAreOne_NeverAre()
    {
        var ranked = New(wrongBelow: 0.5, scenarios: 2);
        var one = Some.Range(Outcome.Npv, [.. Enumerable.Range(0, 2048).Select(i => (double)i)]).Outcomes;
        ranked.Add([one, one]);
        Assert.False(ranked.IsSure(2));
    }

    [Fact]
    public void IsSure_MorePairs_DemandsMore() =>
        Assert.InRange(Stop(0.01, 1, [0, 12, 24, 36]).Replications, Stop(0.01, 1, [0, 12]).Replications, Most);

    [Fact]
    public void IsSure_MeansThatHardlyDiffer_IsWrongNoMoreOftenThanItSays()
    {
        const double wrongBelow = 0.2;
        var stops = Enumerable.Range(0, Repeats.Count).Select(repeat => Stop(wrongBelow, repeat, [0, 1e-3])).ToList();
        Repeats.AssertNoMore(stops.Count(stop => stop.IsSure && !stop.Order.SequenceEqual([0, 1])), wrongBelow);
    }

    [Fact]
    public void IsSure_MeansThatDifferALittle_IsMostlyFoundAndSeldomWrong()
    {
        const double wrongBelow = 0.05;
        var stops = Enumerable.Range(0, Repeats.Count).Select(repeat => Stop(wrongBelow, repeat, [0, 6, 12])).ToList();
        Repeats.AssertNoMore(stops.Count(stop => stop.IsSure && !stop.Order.SequenceEqual([0, 1, 2])), wrongBelow);
        Assert.InRange(stops.Count(stop => stop.IsSure), Repeats.Count / 2, Repeats.Count);
    }

    [Fact]
    public void Write_Read_GoesOnAsBefore()
    {
        RankedOutcome whole = New(0.1, 2), part = New(0.1, 2), read = New(0.1, 2);
        foreach (var ranked in new[] { whole, part })
            Add(ranked, 0, 512, 1, [0, 15]);
        using var stream = new MemoryStream();
        part.Write(new BinaryWriter(stream));
        stream.Position = 0;
        read.Read(new BinaryReader(stream));
        foreach (var ranked in new[] { whole, read })
            Add(ranked, 512, 512, 1, [0, 15]);
        Assert.Equal((true, true), (whole.IsSure(1), read.IsSure(1)));
        Assert.Equal(whole.Order, read.Order);
    }

    [Fact]
    public void Of_ScenarioWithoutTheSubject_IsRefused()
    {
        var refused = Assert.Throws<StoppingRuleException>(() => RankedOutcome.Of(new SureRanking { Subject = "themes/one", Outcome = "live", WrongBelow = 0.01 }, [Some.Model, Some.Smaller]));
        Assert.Equal("ranked.subject", refused.Path);
    }

    static RankedOutcome New(double wrongBelow, int scenarios) =>
        RankedOutcome.Of(new SureRanking { Subject = "portfolio", Outcome = "npv", WrongBelow = wrongBelow }, [.. Enumerable.Repeat(Some.Model, scenarios)]);

    static (int Replications, bool IsSure, IReadOnlyList<int> Order) Stop(double wrongBelow, int repeat, double[] means)
    {
        var ranked = New(wrongBelow, means.Length);
        for (var done = 0; ;)
        {
            var look = (int)RankedOutcome.Looks.Behind(done);
            Add(ranked, done, look - done, repeat, means);
            done = look;
            var isSure = ranked.IsSure(RankedOutcome.Looks.NumberFrom(done));
            if (isSure || done >= Most)
                return (done, isSure, ranked.Order);
        }
    }

    /// <summary>Adds replications of scenarios that share most of what is drawn, as on common random numbers.</summary>
    static void Add(RankedOutcome ranked, int first, int count, int repeat, double[] means)
    {
        List<OutcomeTable> tables = [.. means.Select(_ => Some.Range(Outcome.Npv, new double[Chunk]).Outcomes)];
        for (var from = first; from < first + count; from += Chunk)
        {
            for (var row = 0; row < Chunk; row++)
            {
                var draws = new Draws(Repeats.Seed, (uint)repeat, (uint)(from + row));
                var common = Common * draws.Normal(RandomStream.Quality, 0);
                for (var scenario = 0; scenario < means.Length; scenario++)
                    tables[scenario][0, Outcome.Npv][row] = means[scenario] + common + Own * draws.Normal(RandomStream.Quality, 1 + scenario);
            }

            ranked.Add(tables);
        }
    }
}
