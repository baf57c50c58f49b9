using System.Globalization;
using Grpc.Core;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Definitions;

namespace Portfolio.Server.Services;

/// <summary>Initiatives over gRPC.</summary>
sealed class InitiativeApi(IGrainFactory grains) : InitiativeService.InitiativeServiceBase
{
    /// <inheritdoc/>
    public override Task<Initiative> GetInitiative(GetInitiativeRequest request, ServerCallContext context) =>
        grains.GetGrain<IInitiativeGrain>(ResourceName.RequireInitiative(request.Name, "name")).Read(request.Revision);

    /// <inheritdoc/>
    public override async Task<ListInitiativesResponse> ListInitiatives(ListInitiativesRequest request, ServerCallContext context)
    {
        var portfolio = await grains.GetGrain<IPortfolioGrain>(ResourceName.RequirePortfolio(request.Parent, "parent")).Read(0);
        var (first, size) = ((int)Paging.Number(request.PageToken, 0), Paging.Size(request.PageSize));
        var response = new ListInitiativesResponse();
        response.Initiatives.AddRange(portfolio.Initiatives.Skip(first).Take(size));
        if (first + size < portfolio.Initiatives.Count)
            response.NextPageToken = Paging.Token((first + size).ToString(CultureInfo.InvariantCulture));
        return response;
    }
}
