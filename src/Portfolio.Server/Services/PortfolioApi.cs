using Grpc.Core;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Compiling;
using Portfolio.Grains;
using Portfolio.Grains.Definitions;
using Portfolio.Storage;

namespace Portfolio.Server.Services;

/// <summary>Portfolios over gRPC: checks, then asks the portfolio's grain.</summary>
sealed class PortfolioApi(IGrainFactory grains, IStoredNames names) : PortfolioService.PortfolioServiceBase
{
    /// <inheritdoc/>
    public override Task<PortfolioDefinition> CreatePortfolio(CreatePortfolioRequest request, ServerCallContext context)
    {
        var workspace = ResourceName.RequireWorkspace(request.Parent, "parent");
        var portfolio = request.Portfolio ?? throw Refusals.Invalid("portfolio", "is required");
        portfolio.Id = ResourceName.RequireId(request.PortfolioId, portfolio.Id, "portfolio_id");
        var name = ResourceName.RequirePortfolio($"{workspace}/portfolios/{portfolio.Id}", "portfolio_id");
        return Write(name, portfolio, new WriteMode(MustBeNew: true, MayBeNew: true, request.RequestId), request.ValidateOnly);
    }

    /// <inheritdoc/>
    public override Task<PortfolioDefinition> UpdatePortfolio(UpdatePortfolioRequest request, ServerCallContext context)
    {
        var portfolio = request.Portfolio ?? throw Refusals.Invalid("portfolio", "is required");
        var name = ResourceName.RequirePortfolio(portfolio.Name, "portfolio.name");
        portfolio.Id = ResourceName.RequireId(ResourceName.IdOf(name), portfolio.Id, "portfolio.name");
        return Write(name, portfolio, new WriteMode(MustBeNew: false, request.AllowMissing, request.RequestId), request.ValidateOnly);
    }

    /// <inheritdoc/>
    public override Task<PortfolioDefinition> GetPortfolio(GetPortfolioRequest request, ServerCallContext context) =>
        grains.GetGrain<IPortfolioGrain>(ResourceName.RequirePortfolio(request.Name, "name")).Read(request.Revision);

    /// <inheritdoc/>
    public override async Task<ListPortfoliosResponse> ListPortfolios(ListPortfoliosRequest request, ServerCallContext context)
    {
        var workspace = ResourceName.RequireWorkspace(request.Parent, "parent");
        var size = Paging.Size(request.PageSize);
        var found = await names.InOrder(StateNames.Portfolios, $"{workspace}/portfolios/", Paging.Position(request.PageToken), size + 1);
        var (page, next) = Paging.Cut(found, size, name => name);
        var response = new ListPortfoliosResponse { NextPageToken = next };
        response.Portfolios.AddRange(await Task.WhenAll(page.Select(name => grains.GetGrain<IPortfolioGrain>(name).Summary())));
        return response;
    }

    async Task<PortfolioDefinition> Write(string name, PortfolioDefinition portfolio, WriteMode mode, bool validateOnly)
    {
        var problems = new Problems();
        Compiler.Check(portfolio, problems);
        if (problems.Any)
            throw Refusals.Invalid(problems);
        return validateOnly ? portfolio : await grains.GetGrain<IPortfolioGrain>(name).Write(portfolio, mode);
    }
}
