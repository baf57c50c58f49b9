using System.Globalization;
using Grpc.Core;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Differing;
using Portfolio.Grains.Definitions;

namespace Portfolio.Server.Services;

/// <summary>Revisions over gRPC, whatever they are of.</summary>
sealed class RevisionApi(IGrainFactory grains) : RevisionService.RevisionServiceBase
{
    /// <inheritdoc/>
    public override async Task<ListRevisionsResponse> ListRevisions(ListRevisionsRequest request, ServerCallContext context)
    {
        var grain = GrainOf(ResourceName.RequireRevised(request.Parent, "parent"));
        var (before, size) = (Paging.Number(request.PageToken, 0), Paging.Size(request.PageSize));
        var (page, next) = Paging.Cut(await grain.Revisions(before, size + 1), size, revision => revision.Number.ToString(CultureInfo.InvariantCulture));
        var response = new ListRevisionsResponse { NextPageToken = next };
        response.Revisions.AddRange(page);
        return response;
    }

    /// <inheritdoc/>
    public override Task<Revision> GetRevision(GetRevisionRequest request, ServerCallContext context) => Read(request.Name, "name");

    /// <inheritdoc/>
    public override async Task<CompareRevisionsResponse> CompareRevisions(CompareRevisionsRequest request, ServerCallContext context)
    {
        var (before, after) = (await Read(request.Before, "before"), await Read(request.After, "after"));
        if (before.DefinitionCase != after.DefinitionCase)
            throw Refusals.Invalid("after", $"{request.After} is not of the kind of {request.Before}; allowed: two revisions of portfolios, of initiatives or of scenarios");
        var response = new CompareRevisionsResponse();
        response.Differences.AddRange(before.DefinitionCase switch
        {
            Revision.DefinitionOneofCase.Portfolio => DefinitionDifference.Between(before.Portfolio, after.Portfolio),
            Revision.DefinitionOneofCase.Initiative => DefinitionDifference.Between(before.Initiative, after.Initiative),
            _ => DefinitionDifference.Between(before.Scenario, after.Scenario),
        });
        return response;
    }

    Task<Revision> Read(string name, string field)
    {
        var (resource, number) = ResourceName.RequireRevision(name, field);
        return GrainOf(resource).Revision(number);
    }

    IRevisedGrain GrainOf(string resource) => resource.Split('/') switch
    {
        { Length: 4 } => grains.GetGrain<IPortfolioGrain>(resource),
        [.., "initiatives", _] => grains.GetGrain<IInitiativeGrain>(resource),
        _ => grains.GetGrain<IScenarioGrain>(resource),
    };
}
