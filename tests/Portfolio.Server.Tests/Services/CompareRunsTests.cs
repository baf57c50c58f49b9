using Grpc.Core;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Server.Tests.Services;

/// <summary>Runs compared by their outcomes.</summary>
public sealed class CompareRunsTests(SharedServer shared)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    PortfolioClient Client => shared.Client;

    /// <summary>Cut into shards alike, and not; with outcomes that are kept, and that are computed again.</summary>
    [Theory]
    [InlineData(64, true)]
    [InlineData(192, true)]
    [InlineData(192, false)]
    public async Task CompareRuns_Ended_AgreesWithTheirOutcomes(int shardSize, bool areKept)
    {
        var (plain, cut) = await PlainAndCut(200, shardSize, areKept);
        var compared = await Compare(plain, cut);
        Assert.Equal(["", "cut"], compared.Scenarios);
        var (from, to) = (await Client.Outcomes(plain), await Client.Outcomes(cut));
        foreach (var (subject, outcome) in new[] { ("portfolio", "live"), ("themes/stroke", "npv"), ("initiatives/read", "received"), ("portfolio", "funded"), ("targets/some-live", "met") })
        {
            var differences = from(subject, outcome).Zip(to(subject, outcome), (one, other) => other - one).Where(double.IsFinite).ToList();
            var found = compared.Outcomes.Single(each => (each.Subject, each.Outcome) == (subject, outcome)).Scenarios[1].Difference;
            Assert.Equal(differences.Count, found.Count);
            Assert.Equal(differences.Average(), found.Mean, 0.01);
        }
    }

    [Fact]
    public async Task CompareRuns_TwiceTheSame_DoNotDiffer()
    {
        var (plain, _) = await PlainAndCut(64);
        var compared = await Compare(plain, plain);
        Assert.All(compared.Outcomes.Where(outcome => outcome.Scenarios[1].Count > 0), outcome => Assert.Equal(0, outcome.Scenarios[1].Difference.Mean));
    }

    [Fact]
    public async Task CompareRuns_OneRun_IsRefused()
    {
        var refused = await Refused.By(() => Compare("workspaces/default/runs/one"));
        Assert.Equal((StatusCode.InvalidArgument, "runs"), (refused.Code, Assert.Single(refused.Fields)));
    }

    [Fact]
    public async Task CompareRuns_OfDifferentLength_IsRefusedByTheOtherRun()
    {
        var portfolio = (await Client.Create()).Name;
        var (one, other) = (await Ended(portfolio, 64), await Ended(portfolio, 128));
        var refused = await Refused.By(() => Compare(one, other));
        Assert.Equal((StatusCode.FailedPrecondition, other), (refused.Code, refused.Resource));
    }

    [Fact]
    public async Task CompareRuns_Cancelled_IsRefused()
    {
        var portfolio = (await Client.Create()).Name;
        var cancelled = await Client.Start(Some.Run(portfolio, 1_000_000));
        await Client.Runs.CancelRunAsync(new() { Name = cancelled.Name }, cancellationToken: Cancellation);
        var refused = await Refused.By(() => Compare(cancelled.Name, cancelled.Name));
        Assert.Equal((StatusCode.FailedPrecondition, cancelled.Name), (refused.Code, refused.Resource));
    }

    [Fact]
    public async Task GetRunResult_Group_HasQuantilesOverAllItsCopies()
    {
        var definition = Some.Portfolio();
        definition.Initiatives[0].Count = new Number { Value = 3 };
        var run = await Ended((await Client.Create(definition)).Name, 200);
        var result = await Client.Runs.GetRunResultAsync(new() { Name = run }, cancellationToken: Cancellation);
        var group = Assert.Single(result.Groups);
        Assert.Equal(("initiatives/scan", 3), (group.Group, group.Copies));
        var outcomes = await Client.Outcomes(run);
        var live = Enumerable.Range(1, 3).SelectMany(copy => outcomes($"initiatives/scan-00{copy}", "live")).Order().ToList();
        Assert.All(group.Live, quantile => Assert.Equal(live[(int)Math.Ceiling(quantile.Probability * live.Count) - 1], quantile.Value));
    }

    async Task<(string Plain, string Cut)> PlainAndCut(int replications, int shardSize = 64, bool areKept = true)
    {
        var portfolio = (await Client.Create()).Name;
        await Client.Create(portfolio, Some.Scenario("cut"));
        return (await Ended(portfolio, replications), await Ended(portfolio, replications, "cut", shardSize, areKept));
    }

    async Task<string> Ended(string portfolio, int replications, string scenario = "", int shardSize = 64, bool areKept = true)
    {
        var wanted = Some.Run(portfolio, replications, scenario);
        (wanted.ShardSize, wanted.KeepOutcomes) = (shardSize, areKept);
        var run = await Client.Start(wanted);
        await Client.End(run.Name);
        return run.Name;
    }

    async Task<Comparison> Compare(params string[] runs) =>
        await Client.Runs.CompareRunsAsync(new() { Runs = { runs } }, cancellationToken: Cancellation);
}
