using Portfolio.Model.Leadership;
using Portfolio.Model.Parameters;
using Portfolio.Model.Randomness;

namespace Portfolio.Model.Tests.Leadership;

public class PostTests
{
    static readonly PostParameters Usual = new()
    {
        TenureMonths = 21,
        TenureShape = 2,
        VacancyMonths = 4,
        VacancyCv = 0.3,
        InitialEffectiveness = 0.4,
        VacantEffectiveness = 0.3,
        RampMonths = 4,
        TurnoverStress = 1,
    };

    /// <summary>Weibull scale for shape 2: mean / Γ(3/2).</summary>
    static double Scale => Usual.TenureMonths / (Math.Sqrt(Math.PI) / 2);

    [Fact]
    public void Close_OverALongTime_IsOccupiedForMeanTenureOverMeanCycle()
    {
        const int months = 300_000;
        var post = PostOf(0);
        var occupied = 0;
        for (var month = 0; month < months; month++)
        {
            occupied += post.Occupied ? 1 : 0;
            Close(post);
        }

        var variance = Math.Log(1 + 0.3 * 0.3);
        var tenure = Enumerable.Range(0, 400).Sum(k => Math.Exp(-Math.Pow(k / Scale, 2)));
        var vacancy = 1 + Enumerable.Range(1, 60).Sum(k => 1 - Normal((Math.Log(k / 4.0) + variance / 2) / Math.Sqrt(variance)));
        Assert.Equal(tenure / (tenure + vacancy), occupied / (double)months, 0.002);
    }

    [Fact]
    public void Close_OfEachLeader_EndsAtItsWeibullTenureRoundedUp()
    {
        var draws = new Draws(1, 5, 9);
        var post = new Post(PostTerms.Of(Usual), false, draws);
        for (var leader = 0; leader < 20; leader++)
        {
            var tenure = Scale * Math.Sqrt(draws.Exponential(RandomStream.Tenure, leader));
            var vacancy = draws.Lognormal(RandomStream.Vacancy, leader, 4, 0.3);
            Assert.Equal((leader, Math.Ceiling(tenure), Math.Ceiling(vacancy)), (post.Leader, Last(post, true), Last(post, false)));
        }
    }

    [Theory]
    [InlineData(6), InlineData(24)]
    public void Constructor_LeaderAlreadyInPost_HasTheRemainingTenureOfAWeibull(int further)
    {
        const double served = 15;
        const int replications = 20_000;
        var stayed = Enumerable.Range(0, replications).Count(r =>
        {
            var post = PostOf((uint)r, Usual with { MonthsInPost = served });
            return Last(post, true, further) == further;
        });
        var expected = Math.Exp(Math.Pow(served / Scale, 2) - Math.Pow((served + further - 1) / Scale, 2));
        Assert.Equal(expected, stayed / (double)replications, 4 * Math.Sqrt(expected * (1 - expected) / replications));
    }

    [Fact]
    public void Constructor_LeaderAlreadyInPost_CountsFromThere() => Assert.Equal(15, PostOf(0, Usual with { MonthsInPost = 15 }).MonthsInPost);

    [Fact]
    public void Constructor_StartsVacant_UsesVacancyDrawZeroAndLeavesTenureDrawZeroUnused()
    {
        var draws = new Draws(1, 5, 9);
        var post = new Post(PostTerms.Of(Usual), true, draws);
        Assert.Equal(Math.Ceiling(draws.Lognormal(RandomStream.Vacancy, 0, 4, 0.3)), Last(post, false));
        Assert.Equal((1, true), (post.Leader, post.NewThisMonth));
        Assert.Equal(Math.Ceiling(Scale * Math.Sqrt(draws.Exponential(RandomStream.Tenure, 1))), Last(post, true));
        Assert.Equal(Math.Ceiling(draws.Lognormal(RandomStream.Vacancy, 1, 4, 0.3)), Last(post, false));
    }

    [Fact]
    public void Close_VacancyShorterThanAMonth_LastsOne()
    {
        var post = PostOf(0, Usual with { VacancyMonths = 0.1 });
        post.Close(1, 1, departs: true, arrives: false);
        Assert.Equal(1, Last(post, false));
    }

    [Fact]
    public void Close_WithoutMoney_RunsTheClockByTheStress()
    {
        // c grows by e^{0.8 · (1 − 0.25)} a month.
        var p = Usual with { TurnoverStress = 0.8 };
        var draws = new Draws(1, 5, 10);
        var post = new Post(PostTerms.Of(p), false, draws);
        var months = Last(post, true, int.MaxValue, funded: 0.25);
        Assert.Equal(Math.Ceiling(Scale * Math.Sqrt(draws.Exponential(RandomStream.Tenure, 0)) / Math.Exp(0.6)), months);
    }

    [Theory]
    [InlineData(3), InlineData(0.5)]
    public void Close_WithTurnoverFactor_RunsTheClockByIt(double factor)
    {
        var draws = new Draws(1, 5, 10);
        var months = Last(new Post(PostTerms.Of(Usual), false, draws), true, turnover: factor);
        Assert.Equal(Math.Ceiling(Scale * Math.Sqrt(draws.Exponential(RandomStream.Tenure, 0)) / factor), months);
    }

    [Fact]
    public void Close_TurnoverFactorZero_NobodyLeaves() => Assert.Equal(5_000, Last(PostOf(0), true, 5_000, turnover: 0));

    [Fact]
    public void Close_LeaderDeparts_FallsVacantAtOnce()
    {
        var post = PostOf(0);
        post.Close(1, 1, departs: true, arrives: false);
        Assert.Equal((false, 0), (post.Occupied, post.MonthsInPost));
    }

    [Fact]
    public void Close_LeaderArrives_FillsAVacantPostAtOnce()
    {
        var post = PostOf(0, startsVacant: true);
        post.Close(1, 1, departs: false, arrives: true);
        Assert.Equal((true, 0, true), (post.Occupied, post.MonthsInPost, post.NewThisMonth));
    }

    [Fact]
    public void Close_EventThatDoesNotFitThePost_DoesNothing()
    {
        var vacant = PostOf(0, startsVacant: true);
        vacant.Close(1, 1, departs: true, arrives: false);
        var occupied = PostOf(0);
        occupied.Close(1, 1, departs: false, arrives: true);
        Assert.Equal((false, true, 1), (vacant.Occupied, occupied.Occupied, occupied.MonthsInPost));
    }

    [Fact]
    public void NewThisMonth_OfALeader_HoldsForOneMonth()
    {
        var post = PostOf(0, startsVacant: true);
        post.Close(1, 1, departs: false, arrives: true);
        Close(post);
        Assert.False(post.NewThisMonth);
    }

    [Fact]
    public void Effectiveness_OfALeader_RampsUp()
    {
        var post = PostOf(0, Usual with { MonthsInPost = 6 });
        Assert.Equal(1 - 0.6 * Math.Exp(-6 / 4.0), post.Effectiveness, 1e-15);
        Assert.Equal(0.4, PostOf(0).Effectiveness, 1e-15);
        Assert.Equal(0.3, PostOf(0, startsVacant: true).Effectiveness, 1e-15);
    }

    static Post PostOf(uint replication, PostParameters? p = null, bool startsVacant = false) =>
        new(PostTerms.Of(p ?? Usual), startsVacant, new Draws(1, 5, replication));

    static void Close(Post post) => post.Close(1, 1, false, false);

    /// <summary>Months that the post stays occupied, or vacant, from now on.</summary>
    static int Last(Post post, bool occupied, int most = 10_000, double funded = 1, double turnover = 1)
    {
        var months = 0;
        while (post.Occupied == occupied && months < most)
        {
            post.Close(funded, turnover, false, false);
            months++;
        }

        return months;
    }

    static double Normal(double z) => Portfolio.Model.Distributions.StandardNormal.Probability(z);
}
