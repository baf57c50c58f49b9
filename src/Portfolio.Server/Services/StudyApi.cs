using System.Globalization;
using Grpc.Core;
using Portfolio.Contracts.V1;
using Portfolio.Grains;
using Portfolio.Grains.Studies;
using Portfolio.Storage;

namespace Portfolio.Server.Services;

/// <summary>Studies over gRPC: pins what a study rests on, then leaves it to the study's grain.</summary>
sealed class StudyApi(IGrainFactory grains, SqliteNames names, DefinitionReader reader, PlanMaker plans, IHostApplicationLifetime lifetime)
    : StudyService.StudyServiceBase
{
    const int DefaultReplications = 2000;
    const int MostReplications = 1_000_000;
    const int MostScenarios = 100;

    /// <inheritdoc/>
    public override async Task<Study> CreateStudy(CreateStudyRequest request, ServerCallContext context)
    {
        var workspace = ResourceName.RequireWorkspace(request.Parent, "parent");
        var study = request.Study ?? throw Refusals.Invalid("study", "is required");
        Complete(study);
        var planned = await Plan(study);
        study.EngineVersion = PlanMaker.Engine;
        study.PlanHash = PlanMaker.HashOf(planned, study.Seed, study.Point);
        return request.ValidateOnly
            ? study
            : await grains.GetGrain<IStudyGrain>($"{workspace}/studies/{plans.NewId(request.RequestId)}").Create(study, planned);
    }

    /// <inheritdoc/>
    public override Task<Study> GetStudy(GetStudyRequest request, ServerCallContext context) => GrainOf(request.Name).Read();

    /// <inheritdoc/>
    public override async Task<ListStudiesResponse> ListStudies(ListStudiesRequest request, ServerCallContext context)
    {
        var workspace = ResourceName.RequireWorkspace(request.Parent, "parent");
        var size = Paging.Size(request.PageSize);
        var found = await names.NewestFirst(StateNames.Studies, $"{workspace}/studies/", Paging.Number(request.PageToken, long.MaxValue), size + 1);
        var (page, next) = Paging.Cut(found, size, each => each.Position.ToString(CultureInfo.InvariantCulture));
        var response = new ListStudiesResponse { NextPageToken = next };
        response.Studies.AddRange(await Task.WhenAll(page.Select(each => grains.GetGrain<IStudyGrain>(each.Name).Read())));
        return response;
    }

    /// <inheritdoc/>
    public override Task<Study> CancelStudy(CancelStudyRequest request, ServerCallContext context) => GrainOf(request.Name).Cancel();

    /// <inheritdoc/>
    public override async Task WatchStudy(WatchStudyRequest request, IServerStreamWriter<StudyFrame> responseStream, ServerCallContext context)
    {
        if (request.AfterSequence < 0)
            throw Refusals.Invalid("after_sequence", $"{request.AfterSequence} is negative");
        using var until = lifetime.UntilStopping(context);
        await foreach (var frame in GrainOf(request.Name).Watch(request.AfterSequence, until.Token))
            await responseStream.WriteAsync(frame, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<StudyAnswer> GetStudyAnswer(GetStudyAnswerRequest request, ServerCallContext context) => GrainOf(request.Name).ReadAnswer();

    IStudyGrain GrainOf(string name) => grains.GetGrain<IStudyGrain>(ResourceName.RequireStudy(name, "name"));

    /// <summary>Checks what a request says of a study and fills in what it leaves open.</summary>
    static void Complete(Study study)
    {
        ResourceName.RequirePortfolio(study.Portfolio, "study.portfolio");
        if (study.Replications is < 0 or > MostReplications)
            throw Refusals.Invalid("study.replications", $"{study.Replications} is not allowed; allowed: 1 to {MostReplications}, or 0 for {DefaultReplications}");
        if (study.QuestionCase == Study.QuestionOneofCase.None)
            throw Refusals.Invalid("study.question", "is required; allowed: compare");
        CheckScenarios(study);
        study.Replications = study.Replications == 0 ? DefaultReplications : study.Replications;
        study.ReplicationsDone = 0;
        study.Name = "";
        (study.Error, study.CreateTime, study.EndTime) = (null, null, null);
    }

    static void CheckScenarios(Study study)
    {
        var scenarios = study.Compare.Scenarios;
        if (scenarios.Count is < 2 or > MostScenarios)
            throw Refusals.Invalid("study.compare.scenarios", $"{scenarios.Count} scenarios are not allowed; allowed: 2 to {MostScenarios}");
        for (var i = 0; i < scenarios.Count; i++)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"study.compare.scenarios[{i}]");
            if (scenarios[i].Length > 0 && ResourceName.ParentOf(ResourceName.RequireScenario(scenarios[i], field)) != study.Portfolio)
                throw Refusals.Invalid(field, $"{scenarios[i]} is not a scenario of {study.Portfolio}");
            if (scenarios.IndexOf(scenarios[i]) < i)
                throw Refusals.Invalid(field, $"{(scenarios[i].Length == 0 ? "the plain portfolio" : scenarios[i])} is named twice");
        }
    }

    /// <summary>Everything the answer will depend on, checked: a plan for each scenario.</summary>
    async Task<List<RunPlan>> Plan(Study study)
    {
        var portfolio = await reader.Portfolio(study.Portfolio, study.PortfolioRevision);
        study.PortfolioRevision = portfolio.Revision;

        // Intervals of a study rest on replications that are independent.
        portfolio.ReplicationsPerDraw = null;
        var planned = new List<RunPlan>();
        foreach (var scenario in study.Compare.Scenarios)
        {
            var (plan, _, seed) = await plans.Of(portfolio, scenario, 0, study.HasSeed ? study.Seed : null, study.Point);
            study.Seed = seed;
            planned.Add(plan);
        }

        return planned;
    }
}
