using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Server.Tests.Services;

/// <summary>Stopping rules over gRPC.</summary>
public sealed class StoppingRuleTests(SharedServer shared)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    PortfolioClient Client => shared.Client;

    [Fact]
    public async Task CreateRun_Within_StopsAndIsTheRunOfJustThoseReplications()
    {
        var portfolio = (await Client.Create()).Name;
        var run = await Ended(Stopping(portfolio, Wide()));
        Assert.Equal((StoppingReason.Precise, 1024, 100_000), (run.StoppingReason, run.ReplicationsDone, run.Replications));
        Assert.Equal((run.Until, "portfolio", 100_000), (run.Manifest.Until, run.Until.Within[0].Subject, run.Manifest.Replications));
        Assert.Equal((await Ended(Some.Run(portfolio, 1024))).Digest, run.Digest);
        var proof = await Client.Runs.VerifyRunAsync(new() { Name = run.Name, Blocks = { 0, 15 } }, cancellationToken: Cancellation);
        Assert.True(proof.Verified, proof.Summary);
    }

    [Fact]
    public async Task CreateRun_AnotherRule_HasAnotherContent()
    {
        var portfolio = (await Client.Create()).Name;
        async Task<string> Content(double halfWidth) => (await Valid(Stopping(portfolio, new Precision { Outcome = "live", Absolute = halfWidth }))).Manifest.ContentHash;
        Assert.Equal(await Content(1), await Content(1));
        Assert.NotEqual(await Content(1), await Content(2));
    }

    [Fact]
    public async Task CreateRun_ValidateOnly_TellsTheMostAndTheExpected()
    {
        var portfolio = (await Client.Create()).Name;
        var cost = (await Valid(Stopping(portfolio, new Precision { Outcome = "live", Relative = 0.01 }))).Cost;
        var run = await Ended(Stopping(portfolio, new Precision { Outcome = "live", Relative = 0.01 }));
        Assert.Equal(100_000, cost.Replications);
        Assert.InRange(cost.ExpectedReplications / (double)run.ReplicationsDone, 0.6, 1.7);
        Assert.False((await Valid(Some.Run(portfolio))).Cost.HasExpectedReplications);
    }

    [Fact]
    public async Task CompareRuns_ThatStoppedAtDifferentReplications_ComparesThoseThatAllHave()
    {
        var portfolio = (await Client.Create()).Name;
        await Client.Create(portfolio, Some.Scenario("cut"));
        var first = await Ended(new Run(Stopping(portfolio, Wide())) { ShardSize = 4096 });
        var second = await Ended(new Run(Stopping(portfolio, Wide(), "cut")) { ShardSize = 4096, Until = new StoppingRule { Within = { new Precision { Outcome = "live", Absolute = 1e-9 } }, MaxReplications = 1500 } });
        Assert.Equal((1024, 1500), (first.ReplicationsDone, second.ReplicationsDone));
        var comparison = await Client.Runs.CompareRunsAsync(new() { Runs = { first.Name, second.Name } }, cancellationToken: Cancellation);
        var live = comparison.Outcomes.First(outcome => (outcome.Subject, outcome.Outcome) == ("portfolio", "live"));
        Assert.Equal((1024, 1024), (live.Scenarios[0].Count, live.Scenarios[1].Difference.Count));
        var fixedRun = await Ended(Some.Run(portfolio, 1024));
        Assert.Equal(StatusCode.FailedPrecondition, (await Refused.By(() => Client.Runs.CompareRunsAsync(new() { Runs = { first.Name, fixedRun.Name } }, cancellationToken: Cancellation).ResponseAsync)).Code);
    }

    public static TheoryData<string, string, Action<Run>> Wrong => new()
    {
        { "run.until", "wants nothing", run => run.Until = new StoppingRule { MaxReplications = 5 } },
        { "run.replications", "beside until", run => run.Replications = 5 },
        { "run.until.max_replications", "1 to 1000000", run => run.Until.MaxReplications = 2_000_000 },
        { "run.until.ranked", "is for comparisons", run => run.Until.Ranked = new SureRanking() },
        { "run.until.deadline", "31 days", run => run.Until.Deadline = Duration.FromTimeSpan(TimeSpan.FromDays(32)) },
        { "run.until.within[0].outcome", "did you mean \"live\"?", run => run.Until.Within[0].Outcome = "lives" },
        { "run.until.within[0].subject", "did you mean \"themes/stroke\"?", run => run.Until.Within[0].Subject = "themes/strok" },
        { "run.until.within[0].quantile", "above 0 and below 1", run => run.Until.Within[0].Quantile = 1 },
        { "run.until.within[0].half_width", "absolute or relative", run => run.Until.Within[0].ClearHalfWidth() },
        { "run.until.within[0].relative", "above 0", run => run.Until.Within[0].Relative = double.NaN },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task CreateRun_WrongRule_IsRefusedWithWhatIsAllowed(string field, string allowed, Action<Run> change)
    {
        var run = Stopping((await Client.Create()).Name, Wide());
        change(run);
        var refused = await Refused.By(() => Client.Start(run));
        Assert.Equal([field], refused.Fields);
        Assert.Contains(allowed, refused.Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateStudy_Ranked_StopsAtALookAndAnswersFromThoseReplications()
    {
        var study = await Study(0.01, "live");
        var ended = await End(study);
        Assert.Equal((StoppingReason.Ranked, 1024, 100_000), (ended.StoppingReason, ended.ReplicationsDone, ended.Replications));
        var answer = await Client.Studies.GetStudyAnswerAsync(new() { Name = ended.Name }, cancellationToken: Cancellation);
        Assert.Equal(1024, answer.Replications);
    }

    [Fact]
    public async Task CreateStudy_WrongRule_IsRefusedWithWhatIsAllowed()
    {
        Assert.Equal(["study.until.ranked.outcome"], (await Refused.By(() => Study(0.01, "lives"))).Fields);
        Assert.Equal(["study.until.ranked.wrong_below"], (await Refused.By(() => Study(0.7, "live"))).Fields);
    }

    static Run Stopping(string portfolio, Precision precision, string scenario = "") => new(Some.Run(portfolio, 0, scenario)) { Until = new StoppingRule { Within = { precision } } };

    static Precision Wide() => new() { Outcome = "live", Absolute = 1000 };

    async Task<Run> Ended(Run run) => await Client.End((await Client.Start(run)).Name);

    async Task<Run> Valid(Run run) => await Client.Runs.CreateRunAsync(new() { Parent = Some.Workspace, Run = run, ValidateOnly = true }, cancellationToken: Cancellation);

    async Task<Study> Study(double wrongBelow, string outcome)
    {
        var portfolio = (await Client.Create()).Name;
        await Client.Create(portfolio, Some.Scenario("cut"));
        var study = new Study
        {
            Portfolio = portfolio,
            Compare = new CompareQuestion { Scenarios = { "", $"{portfolio}/scenarios/cut" } },
            Until = new StoppingRule { Ranked = new SureRanking { Outcome = outcome, WrongBelow = wrongBelow } },
        };
        return await Client.Studies.CreateStudyAsync(new() { Parent = Some.Workspace, Study = study }, cancellationToken: Cancellation);
    }

    async Task<Study> End(Study study)
    {
        await foreach (var frame in Client.WatchStudy(study.Name, Cancellation))
        {
            if (frame.Ended is { } ended)
                return ended;
        }

        throw new InvalidOperationException($"{study.Name} did not end");
    }
}
