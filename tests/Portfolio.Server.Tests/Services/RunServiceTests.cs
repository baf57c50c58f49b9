using Grpc.Core;
using Portfolio.Client;
using Portfolio.Contracts.V1;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Server.Tests.Services;

/// <summary>Runs over gRPC.</summary>
public sealed class RunServiceTests(SharedServer shared)
{
    const int MoreThanATestWaitsFor = 1_000_000;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    PortfolioClient Client => shared.Client;

    [Fact]
    public async Task CreateRun_New_RunsToItsEnd()
    {
        var run = await Client.Start(Some.Run((await Client.Create()).Name));
        Assert.StartsWith($"{Some.Workspace}/runs/", run.Name, StringComparison.Ordinal);
        var ended = await Client.End(run.Name);
        Assert.Equal((State.Succeeded, 128, 64), (ended.State, ended.ReplicationsDone, ended.Digest.Length));
        Assert.Equal(ended, await Client.Runs.GetRunAsync(new() { Name = run.Name }, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task CreateRun_ValidateOnly_FillsInWhatWasLeftOpenAndRunsNothing()
    {
        var (workspace, portfolio) = (Some.OwnWorkspace(), await Client.Create());
        await Client.Create(portfolio.Name, Some.Scenario("cut"));
        var request = new CreateRunRequest { Parent = workspace, Run = Some.Run(portfolio.Name, 0, "cut"), ValidateOnly = true };
        var run = await Client.Runs.CreateRunAsync(request, cancellationToken: Cancellation);
        Assert.Equal((1L, 1L, 5UL, 2000, 64, 64), (run.PortfolioRevision, run.ScenarioRevision, run.Seed, run.Replications, run.ShardSize, run.PlanHash.Length));
        Assert.NotEmpty(run.Series);
        Assert.NotEmpty(run.EngineVersion);
        Assert.Empty((await Client.Runs.ListRunsAsync(new() { Parent = workspace }, cancellationToken: Cancellation)).Runs);
    }

    [Fact]
    public async Task CreateRun_ValidateOnlyWithoutCost_LeavesItOut()
    {
        var request = new CreateRunRequest { Parent = Some.OwnWorkspace(), Run = Some.Run((await Client.Create()).Name, 0), ValidateOnly = true, WithoutCost = true };
        Assert.Null((await Client.Runs.CreateRunAsync(request, cancellationToken: Cancellation)).Cost);
    }

    [Fact]
    public async Task CreateRun_ValidateOnly_SaysWhatItWouldCost()
    {
        var portfolio = (await Client.Create()).Name;
        async Task<RunCost> Cost(int replications, bool areKept) => (await Client.Runs.CreateRunAsync(
            new() { Parent = Some.Workspace, Run = new Run(Some.Run(portfolio, replications)) { KeepOutcomes = areKept }, ValidateOnly = true }, cancellationToken: Cancellation)).Cost;
        var (few, many, none) = (await Cost(2000, areKept: true), await Cost(1_000_000, areKept: true), await Cost(1_000_000, areKept: false));
        Assert.Equal((2000, 2d * 24 * 2000), (few.Replications, few.InitiativeMonths));
        Assert.True(few.ExpectedTime.ToTimeSpan() > TimeSpan.Zero && many.ExpectedTime.ToTimeSpan() > 50 * few.ExpectedTime.ToTimeSpan());
        Assert.InRange(many.StoredBytes, 100 * few.StoredBytes, 500 * few.StoredBytes);
        Assert.InRange(none.StoredBytes, 1, few.StoredBytes);
        Assert.InRange(many.MemoryBytes, few.MemoryBytes, 40 * few.MemoryBytes);
        Assert.InRange(none.MemoryBytes, 1, many.MemoryBytes);
        Assert.Equal(many.MemoryBytes, (await Cost(1_000_000, areKept: true)).MemoryBytes);
        Assert.Null((await Client.Start(Some.Run(portfolio, 64))).Cost);
    }

    [Fact]
    public async Task CreateRun_PlanHash_DependsOnWhatTheResultDependsOn()
    {
        var portfolio = (await Client.Create()).Name;
        await Client.Create(portfolio, Some.Scenario("cut"));
        async Task<string> Hash(Run run) =>
            (await Client.Runs.CreateRunAsync(new() { Parent = Some.Workspace, Run = run, ValidateOnly = true }, cancellationToken: Cancellation)).PlanHash;
        var plain = await Hash(Some.Run(portfolio));
        Assert.Equal(plain, await Hash(new Run(Some.Run(portfolio)) { ShardSize = 128 }));
        var others = new[] { new Run(Some.Run(portfolio)) { Seed = 6 }, new Run(Some.Run(portfolio)) { Point = true }, Some.Run(portfolio, scenario: "cut") };
        Assert.Equal(4, (await Task.WhenAll(others.Select(Hash))).Append(plain).Distinct().Count());
    }

    [Fact]
    public async Task CreateRun_Manifest_PinsWhatTheResultDependsOn()
    {
        var portfolio = (await Client.Create()).Name;
        await Client.Create(portfolio, Some.Scenario("base"));
        await Client.Create(portfolio, Some.Scenario("cut", extends: "base"));
        async Task<Run> Valid(Run run) => await Client.Runs.CreateRunAsync(new() { Parent = Some.Workspace, Run = run, ValidateOnly = true }, cancellationToken: Cancellation);
        var run = await Valid(Some.Run(portfolio, scenario: "cut"));
        var manifest = run.Manifest;
        Assert.Equal([portfolio, $"{portfolio}/scenarios/cut", $"{portfolio}/scenarios/base"], manifest.Definitions.Select(each => each.Name));
        Assert.All(manifest.Definitions, each => Assert.Equal((1L, 64), (each.Revision, each.Sha256.Length)));
        Assert.Equal((run.Seed, run.Replications, Sampling.Random, 1), (manifest.Seed, manifest.Replications, manifest.Sampling, manifest.ReplicationsPerDraw));
        Assert.Equal((run.EngineVersion, run.PlanHash, run.Series), (manifest.EngineVersion, manifest.PlanHash, manifest.Series));
        Assert.Null(manifest.Start);
        Assert.Equal(manifest, (await Client.Start(Some.Run(portfolio, scenario: "cut"))).Manifest);
        Assert.Equal(manifest.ContentHash, (await Valid(new Run(Some.Run(portfolio, scenario: "cut")) { ShardSize = 128 })).Manifest.ContentHash);
        var others = new[] { Some.Run(portfolio), Some.Run(portfolio, 64, "cut"), new Run(Some.Run(portfolio, scenario: "cut")) { Series = { Series.Npv } } };
        foreach (var other in others)
            Assert.NotEqual(manifest.ContentHash, (await Valid(other)).Manifest.ContentHash);
    }

    [Fact]
    public async Task CreateRun_SummaryOnly_FindsTheSameEndsAndHasNoBands()
    {
        var portfolio = (await Client.Create()).Name;
        async Task<RunResult> Result(Run run) => await Client.Runs.GetRunResultAsync(new() { Name = run.Name, Bands = new View() }, cancellationToken: Cancellation);
        var whole = await Client.End((await Client.Start(Some.Run(portfolio))).Name);
        var only = await Client.End((await Client.Start(new Run(Some.Run(portfolio)) { SummaryOnly = true })).Name);
        Assert.Equal(whole.Digest, only.Digest);
        Assert.Equal((await Result(whole)).Subjects, (await Result(only)).Subjects);
        Assert.Empty((await Result(only)).Bands);
        var refused = await Refused.By(() => Client.Start(new Run(Some.Run(portfolio)) { SummaryOnly = true, Series = { Series.Npv } }));
        Assert.Equal(["run.series"], refused.Fields);
    }

    [Fact]
    public async Task CreateRun_OldRevision_RunsThatOne()
    {
        var portfolio = await Client.Create();
        var before = await Client.End((await Client.Start(Some.Run(portfolio.Name, 64))).Name);
        portfolio.Initiatives[0].Sites.Eligible.Value = 11;
        await Client.Portfolios.UpdatePortfolioAsync(new() { Portfolio = portfolio }, cancellationToken: Cancellation);
        var pinned = await Client.End((await Client.Start(new Run(Some.Run(portfolio.Name, 64)) { PortfolioRevision = 1 })).Name);
        var newest = await Client.End((await Client.Start(Some.Run(portfolio.Name, 64))).Name);
        Assert.Equal(before.Digest, pinned.Digest);
        Assert.NotEqual(before.Digest, newest.Digest);
    }

    [Fact]
    public async Task CreateRun_SameRequestId_IsTheSameRun()
    {
        var request = new CreateRunRequest { Parent = Some.Workspace, Run = Some.Run((await Client.Create()).Name), RequestId = Some.Id() };
        var first = await Client.Runs.CreateRunAsync(request, cancellationToken: Cancellation);
        var second = await Client.Runs.CreateRunAsync(request, cancellationToken: Cancellation);
        Assert.Equal((first.Name, first.CreateTime), (second.Name, second.CreateTime));

        request.Run.Seed = 99;
        var refused = await Refused.By(async () => await Client.Runs.CreateRunAsync(request, cancellationToken: Cancellation));
        Assert.Equal((StatusCode.AlreadyExists, first.Name), (refused.Code, refused.Resource));
    }

    /// <summary>Whoever did not hear the answer asks again, whatever was written meanwhile.</summary>
    [Fact]
    public async Task CreateRun_SameRequestIdOnceWhatItRestsOnHasChanged_IsTheSameRun()
    {
        var portfolio = await Client.Create();
        var request = new CreateRunRequest { Parent = Some.Workspace, Run = Some.Run(portfolio.Name), RequestId = Some.Id() };
        var first = await Client.Runs.CreateRunAsync(request, cancellationToken: Cancellation);
        await Client.Portfolios.UpdatePortfolioAsync(new() { Portfolio = new(portfolio) { Months = new Number { Value = 30 } } }, cancellationToken: Cancellation);
        Assert.Equal((first.Name, 1L), await Again());
        await Client.Portfolios.DeletePortfolioAsync(new() { Name = portfolio.Name }, cancellationToken: Cancellation);
        Assert.Equal((first.Name, 1L), await Again());

        async Task<(string, long)> Again()
        {
            var run = await Client.Runs.CreateRunAsync(request, cancellationToken: Cancellation);
            return (run.Name, run.PortfolioRevision);
        }
    }

    [Fact]
    public async Task CreateRun_SameRequestIdForOtherOutputs_IsRefused()
    {
        var request = new CreateRunRequest { Parent = Some.Workspace, Run = Some.Run((await Client.Create()).Name), RequestId = Some.Id() };
        await Client.Runs.CreateRunAsync(request, cancellationToken: Cancellation);
        foreach (var other in new[] { new Run(request.Run) { KeepOutcomes = true }, new Run(request.Run) { Series = { Series.Live } }, new Run(request.Run) { SummaryOnly = true } })
        {
            var refused = await Refused.By(async () => await Client.Runs.CreateRunAsync(new(request) { Run = other }, cancellationToken: Cancellation));
            Assert.Equal(StatusCode.AlreadyExists, refused.Code);
        }
    }

    [Theory]
    [InlineData("run.portfolio", "portfolio")]
    [InlineData("run.scenario", "scenario")]
    [InlineData("run.replications", "replications")]
    [InlineData("run.shard_size", "shard")]
    [InlineData("run.series", "series")]
    public async Task CreateRun_OneFieldWrong_NamesIt(string field, string wrong)
    {
        var run = Some.Run((await Client.Create()).Name);
        Action spoil = wrong switch
        {
            "portfolio" => () => run.Portfolio = "some",
            "scenario" => () => run.Scenario = $"{Some.Workspace}/portfolios/another/scenarios/cut",
            "replications" => () => run.Replications = 1_000_001,
            "shard" => () => run.ShardSize = 63,
            _ => () => run.Series.Add((Series)999),
        };
        spoil();
        var refused = await Refused.By(() => Client.Start(run));
        Assert.Equal(StatusCode.InvalidArgument, refused.Code);
        Assert.Equal([field], refused.Fields);
    }

    [Fact]
    public async Task CreateRun_ManyFieldsWrong_NamesEach()
    {
        var run = new Run
        {
            Portfolio = "some",
            ScenarioRevision = 2,
            ShardSize = 65,
            Sampling = (Sampling)9,
            ReplicationsPerDraw = -1,
            Until = new StoppingRule { MaxReplications = -1, Within = { new Precision { Outcome = "live", Quantile = 2 } } },
        };
        var refused = await Refused.By(async () => await Client.Runs.CreateRunAsync(new() { Parent = Some.Workspace, Run = run, ValidateOnly = true }, cancellationToken: Cancellation));
        Assert.Equal(
            ["run.portfolio", "run.scenario_revision", "run.until.max_replications", "run.until.within[0].quantile", "run.shard_size", "run.sampling", "run.replications_per_draw"],
            refused.Fields);
    }

    /// <summary>A run says itself how it is sampled: as if the portfolio said so, which stays what it is.</summary>
    [Fact]
    public async Task CreateRun_Sampled_IsThatOfAPortfolioThatSaysSo()
    {
        var uncertain = new PortfolioDefinition(Some.Portfolio()) { DefaultUncertainty = true };
        var saying = new PortfolioDefinition(Some.Portfolio()) { DefaultUncertainty = true, Sampling = Sampling.Sobol, ReplicationsPerDraw = new Number { Value = 4 } };
        var (plain, asked) = ((await Client.Create(uncertain)).Name, new Run { Sampling = Sampling.Sobol, ReplicationsPerDraw = 4 });
        var (as1, as2, other) = (await Ended(new Run(asked) { Portfolio = plain }), await Ended(new Run { Portfolio = (await Client.Create(saying)).Name }), await Ended(new Run { Portfolio = plain }));
        Assert.Equal(as2.Digest, as1.Digest);
        Assert.NotEqual(other.Digest, as1.Digest);
        Assert.Equal((Sampling.Sobol, 4, Sampling.Random, 1), (as1.Manifest.Sampling, as1.Manifest.ReplicationsPerDraw, other.Manifest.Sampling, other.Manifest.ReplicationsPerDraw));
        Assert.Equal(other.Manifest.Definitions, as1.Manifest.Definitions);

        async Task<Run> Ended(Run run) => await Client.End((await Client.Start(new Run(run) { Replications = 128 })).Name);
    }

    [Fact]
    public async Task CreateRun_NoSuchScenario_IsNotFound()
    {
        var portfolio = await Client.Create();
        var refused = await Refused.By(() => Client.Start(Some.Run(portfolio.Name, scenario: "nobody")));
        Assert.Equal((StatusCode.NotFound, $"{portfolio.Name}/scenarios/nobody"), (refused.Code, refused.Resource));
    }

    [Fact]
    public async Task CreateRun_ScenarioThatNoLongerFits_SaysWhy()
    {
        var portfolio = await Client.Create();
        var scenario = Some.Scenario("cut");
        scenario.Set["initiatives.read.adoption.p"] = Google.Protobuf.WellKnownTypes.Value.ForNumber(0.1);
        await Client.Create(portfolio.Name, scenario);
        portfolio.Initiatives.RemoveAt(1);
        await Client.Portfolios.UpdatePortfolioAsync(new() { Portfolio = portfolio }, cancellationToken: Cancellation);
        var refused = await Refused.By(() => Client.Start(Some.Run(portfolio.Name, scenario: "cut")));
        Assert.Equal(StatusCode.InvalidArgument, refused.Code);
        Assert.Contains(refused.Fields, field => field.Contains("initiatives.read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ListRuns_Pages_AreTheNewestFirst()
    {
        var (workspace, portfolio, made) = (Some.OwnWorkspace(), (await Client.Create()).Name, new List<string>());
        for (var i = 0; i < 3; i++)
            made.Add((await Client.Start(Some.Run(portfolio, 64), workspace)).Name);
        var first = await Client.Runs.ListRunsAsync(new() { Parent = workspace, PageSize = 2 }, cancellationToken: Cancellation);
        var second = await Client.Runs.ListRunsAsync(new() { Parent = workspace, PageSize = 2, PageToken = first.NextPageToken }, cancellationToken: Cancellation);
        Assert.Equal(made[1..].AsEnumerable().Reverse(), first.Runs.Select(run => run.Name));
        Assert.Equal(made[..1], second.Runs.Select(run => run.Name));
        Assert.Equal("", second.NextPageToken);
    }

    [Fact]
    public async Task CancelRun_UnderWay_KeepsWhatWasDone()
    {
        var run = await Client.Start(Some.Run((await Client.Create()).Name, MoreThanATestWaitsFor));
        var seen = await Client.Frames(run.Name, frame => frame.Bands?.ReplicationsDone >= 64);
        var cancelled = await Client.Runs.CancelRunAsync(new() { Name = run.Name }, cancellationToken: Cancellation);
        Assert.Equal(State.Cancelled, cancelled.State);
        Assert.InRange(cancelled.ReplicationsDone, seen[^1].Bands.ReplicationsDone, MoreThanATestWaitsFor - 1);
        Assert.Equal(cancelled, await Client.End(run.Name));
        Assert.Equal(cancelled.ReplicationsDone, (await Result(run.Name)).Replications);
        Assert.Equal(cancelled.ReplicationsDone, (await Outcomes(run.Name)).Sum(block => block.Count));
        Assert.Equal(cancelled, await Client.Runs.CancelRunAsync(new() { Name = run.Name }, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task PauseRun_UnderWay_RestsUntilItIsResumedAndCanBeCancelled()
    {
        var run = await Client.Start(Some.Run((await Client.Create()).Name, MoreThanATestWaitsFor));
        await Client.Frames(run.Name, frame => frame.Bands?.ReplicationsDone >= 64);
        var paused = await Client.Runs.PauseRunAsync(new() { Name = run.Name }, cancellationToken: Cancellation);
        Assert.Equal(State.Paused, paused.State);
        Assert.Equal(paused, await Client.Runs.GetRunAsync(new() { Name = run.Name }, cancellationToken: Cancellation));
        Assert.Equal(paused.ReplicationsDone, (await Result(run.Name)).Replications);
        await Client.Runs.ResumeRunAsync(new() { Name = run.Name }, cancellationToken: Cancellation);
        await Client.Frames(run.Name, frame => frame.Bands?.ReplicationsDone > paused.ReplicationsDone);
        await Client.Runs.CancelRunAsync(new() { Name = run.Name }, cancellationToken: Cancellation);
        var refused = await Refused.By(async () => await Client.Runs.ResumeRunAsync(new() { Name = run.Name }, cancellationToken: Cancellation));
        Assert.Equal((StatusCode.FailedPrecondition, run.Name), (refused.Code, refused.Resource));
    }

    [Fact]
    public async Task GetRunResult_Ended_HasSubjectsTargetsAndTheBandsAskedFor()
    {
        var run = await Ended();
        var result = await Result(run, new View { Subjects = { "initiatives/-" }, Series = { Series.Live }, Months = { 0, 23 } });
        Assert.Equal(["portfolio", "themes/stroke", "themes/cancer", "initiatives/scan", "initiatives/read"], result.Subjects.Select(subject => subject.Subject));
        Assert.Equal(["some-live"], result.Targets.Select(target => target.Target));
        Assert.Equal(["initiatives/scan", "initiatives/read"], result.Bands.Select(band => band.Subject));
        Assert.All(result.Bands, band => Assert.Equal([0, 23], band.Months));
        Assert.Empty((await Result(run)).Bands);
    }

    [Fact]
    public async Task ReadOutcomes_Ended_AgreesWithTheResult()
    {
        var run = await Ended();
        var (result, outcomes) = (await Result(run), await Client.Outcomes(run));
        foreach (var subject in result.Subjects)
        {
            Assert.Equal(128, outcomes(subject.Subject, "live").Count);
            Assert.Equal(subject.Live.Mean, outcomes(subject.Subject, "live").Average(), 9);
        }

        Assert.Equal(result.Targets[0].Met.Value, outcomes("targets/some-live", "met").Average(), 9);
    }

    [Fact]
    public async Task ReadOutcomes_Subjects_GivesOnlyThose()
    {
        var blocks = await Outcomes(await Ended(), "themes/-", "initiatives/read");
        Assert.Equal([0, 64], blocks.Select(block => block.FirstReplication));
        Assert.Equal(["themes/stroke", "themes/cancer", "initiatives/read"], blocks[0].Columns.Select(column => column.Subject).Distinct());
    }

    [Fact]
    public async Task ReadOutcomes_OfLongShards_ComeInBlocksThatAnyClientTakes()
    {
        var wanted = Some.Run((await Client.Create()).Name, 2048);
        wanted.ShardSize = 2048;
        var run = await Client.Start(wanted);
        await Client.End(run.Name);
        var blocks = await Outcomes(run.Name);
        Assert.All(blocks, block => Assert.InRange(block.CalculateSize(), 1, 1_000_000));
        Assert.Equal(2048, blocks.Sum(block => block.Count));
        Assert.Equal(blocks.Skip(1).Select(block => block.FirstReplication), blocks.SkipLast(1).Select(block => block.FirstReplication + block.Count));
    }

    [Theory]
    [InlineData(0, "130 131")]
    [InlineData(1, "1 2 130 131")]
    [InlineData(66, "66 130 131")]
    [InlineData(130, "130 131")]
    [InlineData(131, "130 131")]
    public async Task WatchRun_EndedAfterASequence_GivesWhatIsNewer(long after, string sequences)
    {
        var run = await Ended();
        var frames = await Client.Runs.WatchRun(new() { Name = run, AfterSequence = after }, cancellationToken: Cancellation).All();
        Assert.Equal(sequences, string.Join(' ', frames.Select(frame => frame.Sequence)));
        Assert.Equal(RunFrame.ContentOneofCase.Ended, frames[^1].ContentCase);
    }

    [Fact]
    public async Task WatchRun_BeyondTheNewest_IsOutOfRange()
    {
        var run = await Ended();
        var refused = await Refused.By(() => Client.Runs.WatchRun(new() { Name = run, AfterSequence = 132 }, cancellationToken: Cancellation).All());
        Assert.Equal((StatusCode.OutOfRange, "SEQUENCE_OUT_OF_RANGE", run), (refused.Code, refused.Reason, refused.Resource));
    }

    [Fact]
    public async Task WatchRun_NegativeSequence_IsRefused()
    {
        var run = await Ended();
        var refused = await Refused.By(() => Client.Runs.WatchRun(new() { Name = run, AfterSequence = -1 }, cancellationToken: Cancellation).All());
        Assert.Equal(["after_sequence"], refused.Fields);
    }

    [Fact]
    public async Task WatchRun_ByTwoWhileItRuns_SeeTheSameAtTheSameSequence()
    {
        var run = await Client.Start(Some.Run((await Client.Create()).Name, 640));
        var both = await Task.WhenAll(Client.Frames(run.Name), Client.Frames(run.Name));
        Assert.All(both, Calls.Rise);
        var common = both[0].Join(both[1], frame => frame.Sequence, frame => frame.Sequence, (one, other) => (one, other)).ToList();
        Assert.NotEmpty(common);
        Assert.All(common, pair => Assert.Equal(pair.one, pair.other));
    }

    async Task<string> Ended()
    {
        var run = await Client.Start(Some.Run((await Client.Create()).Name));
        await Client.End(run.Name);
        return run.Name;
    }

    async Task<RunResult> Result(string run, View? bands = null) =>
        await Client.Runs.GetRunResultAsync(new() { Name = run, Bands = bands }, cancellationToken: Cancellation);

    Task<List<OutcomeBlock>> Outcomes(string run, params string[] subjects) =>
        Client.Runs.ReadOutcomes(new() { Name = run, Subjects = { subjects } }, cancellationToken: Cancellation).All();
}
