using Grpc.Core;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Compiling;
using Portfolio.Definitions.Files;
using Portfolio.Grains;
using Portfolio.Grains.Definitions;

namespace Portfolio.Server.Services;

/// <summary>Portfolios over gRPC: checks, then asks the portfolio's grain.</summary>
sealed class PortfolioApi(IGrainFactory grains, LiveResources live, DefinitionReader reader) : PortfolioService.PortfolioServiceBase
{
    /// <inheritdoc/>
    public override Task<PortfolioDefinition> CreatePortfolio(CreatePortfolioRequest request, ServerCallContext context)
    {
        var workspace = ResourceName.RequireWorkspace(request.Parent, "parent");
        var portfolio = request.Portfolio ?? throw Refusals.Invalid("portfolio", "is required");
        portfolio.Id = ResourceName.RequireId(request.PortfolioId, portfolio.Id, "portfolio_id");
        var name = ResourceName.RequirePortfolio($"{workspace}/portfolios/{portfolio.Id}", "portfolio_id");
        var mode = new WriteMode(MustBeNew: true, MayBeNew: true, request.RequestId) { Change = ChangeNote.Checked(request.Change), Source = request.Source };
        return Write(name, portfolio, mode, request.ValidateOnly);
    }

    /// <inheritdoc/>
    public override Task<PortfolioDefinition> UpdatePortfolio(UpdatePortfolioRequest request, ServerCallContext context)
    {
        var portfolio = request.Portfolio ?? throw Refusals.Invalid("portfolio", "is required");
        var name = ResourceName.RequirePortfolio(portfolio.Name, "portfolio.name");
        portfolio.Id = ResourceName.RequireId(ResourceName.IdOf(name), portfolio.Id, "portfolio.name");
        var mode = new WriteMode(MustBeNew: false, request.AllowMissing, request.RequestId) { Change = ChangeNote.Checked(request.Change), Source = request.Source };
        return UpdateMask.RequireKnown(request.UpdateMask, portfolio)
            ? Write(name, portfolio, mode, request.ValidateOnly)
            : OptimisticWrite.Try(name, portfolio.Etag, () => UpdatePart(name, request, mode), context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<PortfolioDefinition> DeletePortfolio(DeletePortfolioRequest request, ServerCallContext context)
    {
        var grain = grains.GetGrain<IPortfolioGrain>(ResourceName.RequirePortfolio(request.Name, "name"));
        var mode = WriteMode.Existing(request.RequestId, ChangeNote.Checked(request.Change));
        var scenarios = await reader.Scenarios(request.Name);
        if (scenarios.Count > 0 && !request.Force)
            throw new RefusedException(Refusal.FailedPrecondition, request.Name, $"it has scenarios: {string.Join(", ", scenarios.Select(scenario => scenario.Id))}; delete them first, or use force");
        if (scenarios.Count > 0 && request.Etag.Length > 0 && (await grain.Summary()).Etag is var current && current != request.Etag)
            throw RefusedException.EtagMismatch(request.Name, request.Etag, current);

        // The portfolio last: a deletion that was interrupted can be asked for again.
        foreach (var scenario in scenarios)
            await grains.GetGrain<IScenarioGrain>(scenario.Name).Delete("", mode);
        return await grain.Delete(request.Etag, mode);
    }

    /// <inheritdoc/>
    public override Task<PortfolioDefinition> UndeletePortfolio(UndeletePortfolioRequest request, ServerCallContext context) =>
        grains.GetGrain<IPortfolioGrain>(ResourceName.RequirePortfolio(request.Name, "name"))
            .Undelete(request.Etag, WriteMode.Existing(request.RequestId, ChangeNote.Checked(request.Change)));

    /// <inheritdoc/>
    public override Task<PortfolioDefinition> GetPortfolio(GetPortfolioRequest request, ServerCallContext context) =>
        grains.GetGrain<IPortfolioGrain>(ResourceName.RequirePortfolio(request.Name, "name")).Read(request.Revision);

    /// <inheritdoc/>
    public override async Task<ListPortfoliosResponse> ListPortfolios(ListPortfoliosRequest request, ServerCallContext context)
    {
        var workspace = ResourceName.RequireWorkspace(request.Parent, "parent");
        var collection = new ResourceCollection<PortfolioDefinition>(
            StateNames.Portfolios,
            $"{workspace}/portfolios/",
            name => grains.GetGrain<IPortfolioGrain>(name).Summary(),
            portfolio => request.ShowDeleted || portfolio.DeleteTime is null);
        var (page, next) = await live.Page(collection, request.PageToken, Paging.Size(request.PageSize));
        var response = new ListPortfoliosResponse { NextPageToken = next };
        response.Portfolios.AddRange(page);
        return response;
    }

    /// <summary>Writes what is there with the fields that are named; one that is missing is made of all that the request says.</summary>
    async Task<PortfolioDefinition> UpdatePart(string name, UpdatePortfolioRequest request, WriteMode mode)
    {
        var read = grains.GetGrain<IPortfolioGrain>(name).Read(0);
        if ((mode.MayBeNew ? await OptimisticWrite.OrNull(read) : await read) is not { } current)
            return await Write(name, request.Portfolio, mode, request.ValidateOnly);
        var changed = UpdateMask.Over(request.UpdateMask, request.Portfolio, current);
        changed.Etag = request.Portfolio.Etag.Length > 0 ? request.Portfolio.Etag : current.Etag;
        return await Write(name, changed, mode, request.ValidateOnly);
    }

    async Task<PortfolioDefinition> Write(string name, PortfolioDefinition portfolio, WriteMode mode, bool validateOnly)
    {
        var problems = new Problems();
        Compiler.Check(portfolio, problems);
        if (mode.Source is { } source)
            SourceFiles.Check(source, portfolio, problems);
        if (problems.Any)
            throw Refusals.Invalid(problems);
        return validateOnly ? portfolio : await grains.GetGrain<IPortfolioGrain>(name).Write(portfolio, mode);
    }
}
