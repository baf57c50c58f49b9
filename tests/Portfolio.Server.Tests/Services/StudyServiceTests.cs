using Grpc.Core;
using Portfolio.Contracts.V1;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Server.Tests.Services;

/// <summary>Studies over gRPC.</summary>
public sealed class StudyServiceTests(SharedServer shared)
{
    const int MoreThanATestWaitsFor = 1_000_000;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    StudyService.StudyServiceClient Studies => shared.Client.Studies;

    [Fact]
    public async Task CreateStudy_Compare_AnswersWhatTheRunsSay()
    {
        var portfolio = await PortfolioWithACut();
        var study = await Create(Study(portfolio));
        var ended = await End(study.Name);
        Assert.Equal((State.Succeeded, 128), (ended.State, ended.ReplicationsDone));
        var answer = await Answer(study.Name);
        Assert.Equal((128, 2), (answer.Replications, answer.Comparison.Scenarios.Count));
        Assert.InRange(answer.Summary.Count, 1, 5);

        var (plain, cut) = (await Live(portfolio, ""), await Live(portfolio, "cut"));
        var live = answer.Comparison.Outcomes.Single(each => (each.Subject, each.Outcome) == ("portfolio", "live"));
        Assert.Equal(plain.Average(), live.Scenarios[0].Mean, 9);
        Assert.Equal(cut.Zip(plain, (one, other) => one - other).Average(), live.Scenarios[1].Difference.Mean, 9);
        var best = plain.Zip(cut, (one, other) => one > other ? 1 : one == other ? 0.5 : 0).Average();
        Assert.Equal(best, live.Scenarios[0].Best.Value, 9);
    }

    [Fact]
    public async Task CreateStudy_Targets_AnswersByWhenTheyAreMet()
    {
        var portfolio = await PortfolioWithACut();
        var question = new TargetsQuestion { Scenarios = { "", $"{portfolio}/scenarios/cut" } };
        var study = await Create(new Study { Portfolio = portfolio, Replications = 128, Targets = question });
        Assert.Equal((State.Succeeded, 2), ((await End(study.Name)).State, study.Cost.Cases));
        var answer = (await Answer(study.Name)).Targets;
        var target = Assert.Single(answer.Targets);
        Assert.Equal(("some-live", "2021-12", 0.8, 2), (target.Target, target.By, answer.Probability, answer.Costs.Count));
        Assert.All(target.Scenarios, scenario => Assert.Equal((128, 24), (scenario.Met.Trials, scenario.ByMonth.Count)));
    }

    [Fact]
    public async Task CreateStudy_RestsOn_AnswersWithSharesOfTheVariance()
    {
        var definition = Some.Portfolio();
        definition.DefaultUncertainty = true;
        var study = await Create(new Study { Portfolio = await PortfolioWithACut(definition), Replications = 128, RestsOn = new RestsOnQuestion() });
        Assert.Equal((State.Succeeded, 15), ((await End(study.Name)).State, study.Cost.Cases));
        var answer = (await Answer(study.Name)).RestsOn;
        Assert.Equal(["chance", "derived", "weak", "assumption"], answer.Sources.Select(source => source.Source));
        Assert.Equal(1, answer.Outcomes.Single(outcome => (outcome.Subject, outcome.Outcome) == ("portfolio", "live")).Shares.Sum(share => share.Value), 9);
    }

    [Fact]
    public async Task CreateStudy_SameRequestId_IsTheSameStudy()
    {
        var request = new CreateStudyRequest { Parent = Some.Workspace, Study = Study(await PortfolioWithACut()), RequestId = Some.Id() };
        var first = await Studies.CreateStudyAsync(request, cancellationToken: Cancellation);
        Assert.Equal(first.Name, (await Studies.CreateStudyAsync(request, cancellationToken: Cancellation)).Name);
        request.Study.Seed = 99;
        var refused = await Refused.By(async () => await Studies.CreateStudyAsync(request, cancellationToken: Cancellation));
        Assert.Equal((StatusCode.AlreadyExists, first.Name), (refused.Code, refused.Resource));
    }

    [Fact]
    public async Task CreateStudy_SameRequestIdForAnotherQuestion_IsRefused()
    {
        var request = new CreateStudyRequest { Parent = Some.Workspace, Study = Study(await PortfolioWithACut()), RequestId = Some.Id() };
        var first = await Studies.CreateStudyAsync(request, cancellationToken: Cancellation);
        request.Study.Targets = new TargetsQuestion { Scenarios = { request.Study.Compare.Scenarios } };
        var refused = await Refused.By(async () => await Studies.CreateStudyAsync(request, cancellationToken: Cancellation));
        Assert.Equal((StatusCode.AlreadyExists, first.Name), (refused.Code, refused.Resource));
    }

    [Fact]
    public async Task CreateStudy_ValidateOnly_TellsWhatItCosts()
    {
        var request = new CreateStudyRequest { Parent = Some.Workspace, Study = Study(await PortfolioWithACut(), 1), ValidateOnly = true };
        var cost = (await Studies.CreateStudyAsync(request, cancellationToken: Cancellation)).Cost;
        request.Study.Replications = 2000;
        var more = (await Studies.CreateStudyAsync(request, cancellationToken: Cancellation)).Cost;
        Assert.Equal((2, 2000 * cost.InitiativeMonths), (more.Cases, more.InitiativeMonths));
        Assert.True(cost.ExpectedTime.ToTimeSpan() > TimeSpan.Zero);
    }

    [Fact]
    public async Task CreateStudy_ValidateOnly_FillsInWhatWasLeftOpenAndStartsNothing()
    {
        var workspace = Some.OwnWorkspace();
        var request = new CreateStudyRequest { Parent = workspace, Study = Study(await PortfolioWithACut(), 0), ValidateOnly = true };
        var study = await Studies.CreateStudyAsync(request, cancellationToken: Cancellation);
        Assert.Equal((1L, 5UL, 2000, 64), (study.PortfolioRevision, study.Seed, study.Replications, study.PlanHash.Length));
        Assert.Empty((await Studies.ListStudiesAsync(new() { Parent = workspace }, cancellationToken: Cancellation)).Studies);
    }

    [Theory]
    [InlineData("study.portfolio", "portfolio")]
    [InlineData("study.replications", "replications")]
    [InlineData("study.question", "question")]
    [InlineData("study.compare.scenarios", "one")]
    [InlineData("study.compare.scenarios[1]", "twice")]
    [InlineData("study.compare.scenarios[1]", "elsewhere")]
    public async Task CreateStudy_OneFieldWrong_NamesIt(string field, string wrong)
    {
        var study = Study(await PortfolioWithACut());
        Action spoil = wrong switch
        {
            "portfolio" => () => study.Portfolio = "some",
            "replications" => () => study.Replications = -1,
            "question" => () => study.Compare = null,
            "one" => () => study.Compare.Scenarios.RemoveAt(1),
            "twice" => () => study.Compare.Scenarios[1] = "",
            _ => () => study.Compare.Scenarios[1] = $"{Some.Workspace}/portfolios/another/scenarios/cut",
        };
        spoil();
        var refused = await Refused.By(() => Create(study));
        Assert.Equal(StatusCode.InvalidArgument, refused.Code);
        Assert.Equal([field], refused.Fields);
    }

    [Fact]
    public async Task CreateStudy_DrawsSharedByReplications_GivesEachItsOwn()
    {
        var portfolio = Some.Portfolio();
        portfolio.DefaultUncertainty = true;
        var alone = await Means(portfolio);
        portfolio = portfolio.Clone();
        (portfolio.Id, portfolio.ReplicationsPerDraw) = (Some.Id(), new Number { Value = 32 });
        Assert.Equal(alone, await Means(portfolio));
    }

    [Fact]
    public async Task CancelStudy_UnderWay_KeepsWhatWasDone()
    {
        var study = await Create(Study(await PortfolioWithACut(), MoreThanATestWaitsFor));
        await Frames(study.Name, frame => frame.Progress?.ReplicationsDone >= 64);
        var cancelled = await Studies.CancelStudyAsync(new() { Name = study.Name }, cancellationToken: Cancellation);
        Assert.Equal(State.Cancelled, cancelled.State);
        Assert.Equal(cancelled.ReplicationsDone, (await Answer(study.Name)).Replications);
        Assert.Equal(cancelled, await End(study.Name));
    }

    [Fact]
    public async Task ListStudies_Pages_AreTheNewestFirst()
    {
        var (workspace, portfolio, made) = (Some.OwnWorkspace(), await PortfolioWithACut(), new List<string>());
        for (var i = 0; i < 3; i++)
            made.Add((await Create(Study(portfolio, 64), workspace)).Name);
        var first = await Studies.ListStudiesAsync(new() { Parent = workspace, PageSize = 2 }, cancellationToken: Cancellation);
        var second = await Studies.ListStudiesAsync(new() { Parent = workspace, PageSize = 2, PageToken = first.NextPageToken }, cancellationToken: Cancellation);
        Assert.Equal(made[1..].AsEnumerable().Reverse(), first.Studies.Select(study => study.Name));
        Assert.Equal((made[0], ""), (second.Studies.Single().Name, second.NextPageToken));
    }

    [Fact]
    public async Task GetStudy_NotThere_IsNotFound()
    {
        var refused = await Refused.By(async () => await Studies.GetStudyAsync(new() { Name = $"{Some.Workspace}/studies/nobody" }, cancellationToken: Cancellation));
        Assert.Equal(StatusCode.NotFound, refused.Code);
    }

    [Fact]
    public async Task WatchStudy_BeyondTheNewest_IsOutOfRange()
    {
        var study = await Create(Study(await PortfolioWithACut(), 64));
        await End(study.Name);
        var refused = await Refused.By(() => Studies.WatchStudy(new() { Name = study.Name, AfterSequence = 1_000_000 }, cancellationToken: Cancellation).All());
        Assert.Equal((StatusCode.OutOfRange, study.Name), (refused.Code, refused.Resource));
    }

    async Task<List<double>> Means(PortfolioDefinition definition)
    {
        var study = await Create(Study(await PortfolioWithACut(definition)));
        await End(study.Name);
        return [.. (await Answer(study.Name)).Comparison.Outcomes.SelectMany(outcome => outcome.Scenarios.Select(scenario => scenario.Mean))];
    }

    async Task<string> PortfolioWithACut(PortfolioDefinition? definition = null)
    {
        var portfolio = (await shared.Client.Create(definition)).Name;
        await shared.Client.Create(portfolio, Some.Scenario("cut"));
        return portfolio;
    }

    static Study Study(string portfolio, int replications = 128) =>
        new() { Portfolio = portfolio, Replications = replications, Compare = new CompareQuestion { Scenarios = { "", $"{portfolio}/scenarios/cut" } } };

    async Task<Study> Create(Study study, string workspace = Some.Workspace) =>
        await Studies.CreateStudyAsync(new() { Parent = workspace, Study = study }, cancellationToken: Cancellation);

    async Task<StudyAnswer> Answer(string study) => await Studies.GetStudyAnswerAsync(new() { Name = study }, cancellationToken: Cancellation);

    async Task<Study> End(string study) => (await Frames(study))[^1].Ended;

    async Task<List<StudyFrame>> Frames(string study, Func<StudyFrame, bool>? last = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(Calls.Patience);
        var frames = new List<StudyFrame>();
        await foreach (var frame in shared.Client.WatchStudy(study, patience.Token))
        {
            frames.Add(frame);
            if (last?.Invoke(frame) ?? false)
                break;
        }

        return frames;
    }

    async Task<IReadOnlyList<double>> Live(string portfolio, string scenario)
    {
        var run = await shared.Client.Start(Some.Run(portfolio, scenario: scenario));
        await shared.Client.End(run.Name);
        return (await shared.Client.Outcomes(run.Name))("portfolio", "live");
    }
}
