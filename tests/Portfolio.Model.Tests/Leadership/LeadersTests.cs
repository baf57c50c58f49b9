using Portfolio.Model.Leadership;
using Portfolio.Model.Randomness;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Tests.Leadership;

/// <summary>Steps 3, 4 and 14: the programme's leader and those of the initiatives.</summary>
public class LeadersTests
{
    const double Close = 1e-12;

    const string Usual = "tenureMonths: 21, tenureShape: 1.5, vacancyMonths: 4, vacancyCv: 0.3";

    const string NewLeader = "leadership.startsVacant: true";

    const string Arrival = "leaderArrives: {posts: [programme], month: 2020-04}";

    static readonly string[] Anything = ["id: a"];

    [Fact]
    public void Stability_OfAMonth_ComesFromFrameworkAndBothLeaders()
    {
        var future = Some.Future(
            ["id: a, leadership: {monthsInPost: 3, initialEffectiveness: 0.4, rampMonths: 5}"],
            "framework.strength: 0.25, framework.programmeWeight: 0.6, leadership.startsVacant: true, leadership.vacantEffectiveness: 0.2");
        var own = 1 - 0.6 * Math.Exp(-3 / 5.0);
        Assert.Equal(0.25 + 0.75 * (0.6 * 0.2 + 0.4 * own), future.Steps(1).Initiatives[0].Stability, Close);
        own = 1 - 0.6 * Math.Exp(-4 / 5.0);
        Assert.Equal(0.25 + 0.75 * (0.6 * 0.2 + 0.4 * own), future.Steps(1).Initiatives[0].Stability, Close);
    }

    [Fact]
    public void Stability_Stopped_FollowsTheProgrammesPostOnly()
    {
        var future = Some.Future(
            Anything, "framework.strength: 0.5, initiatives.a.leadership.startsVacant: true",
            ["stopInitiative: {initiative: a, month: 2020-04}", "leaderDeparts: {posts: [programme], month: 2020-04}"]);
        Assert.Equal(0.5 + 0.5 * (0.5 + 0.5 * 0.3), future.Steps(1).Initiatives[0].Stability, Close);
        Assert.Equal(0.5 + 0.5 * 0.3, future.Steps(1).Initiatives[0].Stability, Close);
    }

    [Fact]
    public void LeaderInPost_OverTheMonths_FollowsEachPostsDraws()
    {
        var future = Some.Future(Anything, $"leadership: {{{Usual}}}, initiatives.a.leadership: {{{Usual}}}");
        var posts = new[] { (Draws: Some.Draws(""), Programme: true), (Draws: Some.Draws("a"), Programme: false) };
        var p = future.Parameters.Portfolio.Leadership;
        Post[] shadows = [.. posts.Select(post => new Post(PostTerms.Of(p), false, post.Draws))];
        foreach (var month in future.EachMonth())
        {
            Assert.Equal((shadows[0].Occupied, shadows[1].Occupied), (month.Programme.LeaderInPost, month.Initiatives[0].LeaderInPost));
            foreach (var shadow in shadows)
                shadow.Close(1, 1, false, false);
        }
    }

    [Fact]
    public void LeaderInPost_Departure_IsVacantFromTheNextMonthForItsVacancy()
    {
        var future = Some.Future(["id: a", "id: b"], events: ["leaderDeparts: {posts: [programme, b], month: 2020-06}"]);
        var months = future.EachMonth()
            .Select(month => (month.Programme.LeaderInPost, A: month.Initiatives[0].LeaderInPost, B: month.Initiatives[1].LeaderInPost)).ToList();
        Assert.Equal(
            [0, 1, 2, .. Enumerable.Range(3 + Vacancy("", 0), Some.Months - 3 - Vacancy("", 0))], Months(months.Select(month => month.LeaderInPost)));
        Assert.Equal([0, 1, 2, .. Enumerable.Range(3 + Vacancy("b", 0), Some.Months - 3 - Vacancy("b", 0))], Months(months.Select(month => month.B)));
        Assert.All(months, month => Assert.True(month.A));
    }

    [Fact]
    public void LeaderInPost_Arrival_FillsVacantPostsOnly()
    {
        var future = Some.Future(
            Anything, "leadership.startsVacant: true, leadership.vacancyMonths: 20", ["leaderArrives: {posts: [programme, a], month: 2020-06}"]);
        Assert.Equal([false, false, false, true], future.EachMonth().Take(4).Select(month => month.Programme.LeaderInPost));
        Assert.True(future.Initiatives[0].LeaderInPost);
    }

    [Fact]
    public void LeaderInPost_GroupNamed_DepartsInAllCopies()
    {
        var future = Some.Future(["id: g, count: 3"], events: ["leaderDeparts: {posts: [g], month: 2020-04}"]).Steps(2);
        Assert.All(future.Initiatives, initiative => Assert.False(initiative.LeaderInPost));
    }

    [Fact]
    public void LeaderInPost_Turnover_RunsTheClocksFasterWhileItLasts()
    {
        const string sudden = "tenureMonths: 30, tenureShape: 1, vacancyMonths: 60";
        var future = Some.Future(
            Anything, $"leadership: {{{sudden}}}, initiatives.a.leadership: {{{sudden}}}",
            ["turnover: {posts: [programme, a], from: 2020-06, to: 2021-06, factor: 3}", "turnover: {posts: [a], factor: 2}"]);
        var stays = future.EachMonth().Select(month => (month.Programme.LeaderInPost, A: month.Initiatives[0].LeaderInPost)).ToList();
        Assert.Equal(FirstAbove(30 * Some.Draws("").Exponential(RandomStream.Tenure, 0), 1), stays.TakeWhile(month => month.LeaderInPost).Count());
        Assert.Equal(FirstAbove(30 * Some.Draws("a").Exponential(RandomStream.Tenure, 0), 2), stays.TakeWhile(month => month.A).Count());
    }

    [Fact]
    public void LeaderInPost_Starved_LeavesByTheStressOfItsOwnMoney()
    {
        // a is funded to a third; the programme, with its lever, to the same.
        var future = Some.Future(
            Anything,
            "leadership: {tenureMonths: 30, tenureShape: 1, turnoverStress: 2}, initiatives.a.leadership: {tenureMonths: 30, tenureShape: 1}, "
            + $"defaults.delivery.starvedBelow: 0, levers.community.plannedSpendPerMonth: 15000, {Some.Budget(10_000)}");
        var stays = future.EachMonth().Take(24).Select(month => (month.Programme.LeaderInPost, A: month.Initiatives[0].LeaderInPost)).ToList();
        Assert.Equal(1 / 3.0, future.Initiatives[0].Funded, Close);
        Assert.Equal(Math.Ceiling(30 * Some.Draws("").Exponential(RandomStream.Tenure, 0) / Math.Exp(2 * 2 / 3.0)),
            stays.TakeWhile(month => month.LeaderInPost).Count());
        Assert.Equal(
            Math.Ceiling(30 * Some.Draws("a").Exponential(RandomStream.Tenure, 0) / Math.Exp(2 / 3.0)), stays.TakeWhile(month => month.A).Count());
    }

    [Fact]
    public void LeaderInPost_NeedBeyondAnAwardCeiling_StressesTheProgrammeToo()
    {
        var future = Some.Future(
            ["id: a, funding: {awardCeiling: 0}, delivery: {starvedBelow: 0}"], "leadership: {tenureMonths: 100, tenureShape: 1}");
        var expected = Math.Ceiling(100 * Some.Draws("").Exponential(RandomStream.Tenure, 0) / Math.E);
        Assert.Equal(expected, future.EachMonth().TakeWhile(month => month.Programme.LeaderInPost).Count());
    }

    [Fact]
    public void LeaderInPost_InitiativesPost_BeginsAtItsStart()
    {
        const string vacant = "leadership: {startsVacant: true, vacancyMonths: 5, vacancyCv: 0}";
        var future = Some.Future([$"id: now, {vacant}", $"id: later, startMonth: 2020-10, {vacant}"]);
        var months = future.EachMonth().Select(month => (Now: month.Initiatives[0].LeaderInPost, Later: month.Initiatives[1].LeaderInPost)).ToList();
        Assert.Equal((5, 11), (months.FindIndex(month => month.Now), months.FindIndex(month => month.Later)));
    }

    [Fact]
    public void Progress_StrategyReset_LosesItsShareByTheDrawOfTheNewLeader()
    {
        string[] initiatives =
        [
            "id: a, progress: 0.4",
            "id: blocked, progress: 0.5, dependsOn: [{initiative: a, reached: adoption}]",
            "id: later, startMonth: 2021-04, progress: 0.5",
            "id: adopts, stage: adoption, progress: 0.5",
        ];
        var model = Some.Portfolio(
            initiatives, $"{NewLeader}, framework: {{strength: 0.25, resetProbability: 0.8, resetLoss: 0.4, erosion: 0.3, decay: 0}}", [Arrival]);
        var resets = Enumerable.Range(0, 60).Count(replication =>
        {
            var kept = Some.Draws("", replication).Uniform(RandomStream.StrategyReset, 1) < 0.8 * 0.75 ? 0.6 : 1;
            var future = new PortfolioFuture(model, replication).Steps(1);
            var before = future.Initiatives[0].Progress;
            var after = future.Steps(1).Initiatives;
            Assert.Equal(before * kept + Math.Pow(after[0].Stability, 0.7) / 9, after[0].Progress, Close);
            Assert.Equal((0.5 * kept, 0.5, 0.5), (after[1].Progress, after[2].Progress, after[3].Progress));
            Assert.Equal(kept < 1 ? 0.25 * 0.7 : 0.25, future.Programme.Framework, Close);
            return kept < 1;
        });
        Assert.InRange(resets, 20, 50);
    }

    [Fact]
    public void Framework_Reset_ErodesBeforeStabilityUsesIt()
    {
        var future = Some.Future(
            Anything,
                $"{NewLeader}, framework: {{strength: 0.5, resetProbability: 1, erosion: 0.4, decay: 0, programmeWeight: 0}}, defaults.{NewLeader}",
                [Arrival]);
        var draw = Some.Draws("").Uniform(RandomStream.StrategyReset, 1);
        var framework = draw < 0.5 ? 0.3 : 0.5;
        Assert.Equal(framework + (1 - framework) * 0.3, future.Steps(2).Initiatives[0].Stability, Close);
    }

    [Fact]
    public void Framework_EventsStrength_HoldsFromItsMonth()
    {
        var future = Some.Future(Anything, "framework.strength: 0.2", ["framework: {month: 2020-06, strength: 0.9}"]);
        Assert.Equal([0.2, 0.2, 0.9, 0.9], future.EachMonth().Take(4).Select(month => month.Programme.Framework));
    }

    [Fact]
    public void Framework_EventInTheMonthOfANewLeader_CountsForTheReset()
    {
        var future = Some.Future(
            Anything, $"{NewLeader}, framework: {{strength: 0, resetProbability: 1, decay: 0}}",
                [Arrival, "framework: {month: 2020-05, strength: 1}"]);
        Assert.Equal(1, future.Steps(2).Programme.Framework);
    }

    static int Vacancy(string id, int number) => (int)Math.Ceiling(Some.Draws(id).Lognormal(RandomStream.Vacancy, number, 4, 0.3));

    static List<int> Months(IEnumerable<bool> inPost) =>
        [.. inPost.Select((holds, month) => (holds, month)).Where(each => each.holds).Select(each => each.month)];

    /// <summary>Months until a clock that runs at a speed, three times as fast in months 2 to 13, reaches a tenure.</summary>
    static int FirstAbove(double tenure, double speed)
    {
        var month = 0;
        for (var clock = 0.0; clock < tenure; month++)
            clock += speed * (month is >= 2 and < 14 ? 3 : 1);
        return month;
    }
}
