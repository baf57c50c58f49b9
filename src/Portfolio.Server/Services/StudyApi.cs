using System.Globalization;
using Grpc.Core;
using Portfolio.Contracts.V1;
using Portfolio.Grains;
using Portfolio.Grains.Runs;
using Portfolio.Grains.Studies;
using Empty = Google.Protobuf.WellKnownTypes.Empty;

namespace Portfolio.Server.Services;

/// <summary>Studies over gRPC: pins what a study rests on, then leaves it to the study's grain.</summary>
sealed class StudyApi(IGrainFactory grains, IStoredNames names, DefinitionReader reader, PlanMaker plans, StudyCosts cost, IHostApplicationLifetime lifetime)
    : StudyService.StudyServiceBase
{
    /// <inheritdoc/>
    public override async Task<Study> CreateStudy(CreateStudyRequest request, ServerCallContext context)
    {
        var workspace = ResourceName.RequireWorkspace(request.Parent, "parent");
        var study = request.Study ?? throw Refusals.Invalid("study", "is required");
        var asked = PlanHash.OfRequest(study);
        var grain = grains.GetGrain<IStudyGrain>($"{workspace}/studies/{plans.NewId(request.RequestId)}");
        if (request.RequestId.Length > 0 && !request.ValidateOnly && await grain.Find(asked) is { } created)
            return created;
        StudyQuestion.Complete(study);
        var planned = await Plan(study);
        study.EngineVersion = PlanHash.Engine;
        study.PlanHash = PlanMaker.HashOf(planned, study);
        study.Cost = await cost.Of(study, planned, request.ValidateOnly, context.CancellationToken);
        return request.ValidateOnly ? study : await grain.Create(study, planned, asked);
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
    public override Task<Study> PauseStudy(PauseStudyRequest request, ServerCallContext context) => GrainOf(request.Name).Pause();

    /// <inheritdoc/>
    public override Task<Study> ResumeStudy(ResumeStudyRequest request, ServerCallContext context) => GrainOf(request.Name).Resume();

    /// <inheritdoc/>
    public override Task<Study> CancelStudy(CancelStudyRequest request, ServerCallContext context) => GrainOf(request.Name).Cancel();

    /// <inheritdoc/>
    public override async Task<Empty> DeleteStudy(DeleteStudyRequest request, ServerCallContext context)
    {
        await GrainOf(request.Name).Delete();
        return new Empty();
    }

    /// <inheritdoc/>
    public override async Task WatchStudy(WatchStudyRequest request, IServerStreamWriter<StudyFrame> responseStream, ServerCallContext context)
    {
        var after = Streams.Position(request.AfterEpoch, request.AfterSequence);
        using var until = lifetime.UntilStopping(context);
        await foreach (var frame in GrainOf(request.Name).Watch(after, until.Token))
            await responseStream.WriteAsync(frame, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<StudyAnswer> GetStudyAnswer(GetStudyAnswerRequest request, ServerCallContext context) => GrainOf(request.Name).ReadAnswer();

    IStudyGrain GrainOf(string name) => grains.GetGrain<IStudyGrain>(ResourceName.RequireStudy(name, "name"));

    /// <summary>Everything the answer will depend on, checked: a plan for each scenario.</summary>
    async Task<List<RunPlan>> Plan(Study study)
    {
        var portfolio = await reader.Portfolio(study.Portfolio, study.PortfolioRevision);
        study.PortfolioRevision = portfolio.Revision;

        // Intervals of a study rest on replications that are independent.
        portfolio.ReplicationsPerDraw = null;
        var planned = new List<RunPlan>();
        StudyQuestion.NameCounterfactual(study, portfolio.Counterfactual);
        var revisions = new ScenarioRevisions(study.ScenarioRevisions, "study.scenario_revisions");
        foreach (var scenario in StudyQuestion.Scenarios(study))
        {
            var (plan, model, _) = await plans.Of(portfolio, scenario.Name, revisions, study.HasSeed ? study.Seed : null, study.Point);
            study.Seed = model.Seed;
            planned.Add(plan);
        }

        revisions.Complete();
        return planned;
    }
}
