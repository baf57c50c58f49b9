using Grpc.Core;
using Portfolio.Contracts.V1;
using Portfolio.Grains;
using Portfolio.Grains.Definitions;

namespace Portfolio.Server.Services;

/// <summary>Scenarios over gRPC: checked against their portfolio, then written by their grain.</summary>
sealed class ScenarioApi(IGrainFactory grains, LiveResources live, DefinitionReader reader, ScenarioWriter writer) : ScenarioService.ScenarioServiceBase
{
    /// <inheritdoc/>
    public override Task<Scenario> CreateScenario(CreateScenarioRequest request, ServerCallContext context)
    {
        var portfolio = ResourceName.RequirePortfolio(request.Parent, "parent");
        var scenario = request.Scenario ?? throw Refusals.Invalid("scenario", "is required");
        scenario.Id = ResourceName.RequireId(request.ScenarioId, scenario.Id, "scenario_id");
        var name = ResourceName.RequireScenario($"{portfolio}/scenarios/{scenario.Id}", "scenario_id");
        var mode = new WriteMode(MustBeNew: true, MayBeNew: true, request.RequestId) { Change = ChangeNote.Checked(request.Change), Source = request.Source };
        return writer.Write(name, scenario, mode, request.ValidateOnly);
    }

    /// <inheritdoc/>
    public override Task<Scenario> UpdateScenario(UpdateScenarioRequest request, ServerCallContext context)
    {
        var scenario = request.Scenario ?? throw Refusals.Invalid("scenario", "is required");
        var name = ResourceName.RequireScenario(scenario.Name, "scenario.name");
        scenario.Id = ResourceName.RequireId(ResourceName.IdOf(name), scenario.Id, "scenario.name");
        var mode = new WriteMode(MustBeNew: false, request.AllowMissing, request.RequestId) { Change = ChangeNote.Checked(request.Change), Source = request.Source };
        return UpdateMask.RequireKnown(request.UpdateMask, scenario)
            ? writer.Write(name, scenario, mode, request.ValidateOnly)
            : OptimisticWrite.Try(name, scenario.Etag, () => UpdatePart(name, request, mode), context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<Scenario> DeleteScenario(DeleteScenarioRequest request, ServerCallContext context)
    {
        var grain = grains.GetGrain<IScenarioGrain>(ResourceName.RequireScenario(request.Name, "name"));
        var mode = WriteMode.Existing(request.RequestId, ChangeNote.Checked(request.Change));
        var portfolio = ResourceName.ParentOf(request.Name);
        var resting = Extending(ResourceName.IdOf(request.Name), await reader.Scenarios(portfolio));
        if (!request.Force)
            await RequireUnused(request.Name, resting);
        if (resting.Count > 0 && request.Etag.Length > 0 && (await grain.Read(0)).Etag is var current && current != request.Etag)
            throw RefusedException.EtagMismatch(request.Name, request.Etag, current);
        foreach (var scenario in resting)
            await grains.GetGrain<IScenarioGrain>(scenario.Name).Delete("", mode);
        return await grain.Delete(request.Etag, mode);
    }

    /// <inheritdoc/>
    public override async Task<Scenario> UndeleteScenario(UndeleteScenarioRequest request, ServerCallContext context)
    {
        var name = ResourceName.RequireScenario(request.Name, "name");
        await reader.Portfolio(ResourceName.ParentOf(name), 0);
        return await grains.GetGrain<IScenarioGrain>(name).Undelete(request.Etag, WriteMode.Existing(request.RequestId, ChangeNote.Checked(request.Change)));
    }

    /// <inheritdoc/>
    public override Task<Scenario> GetScenario(GetScenarioRequest request, ServerCallContext context) =>
        grains.GetGrain<IScenarioGrain>(ResourceName.RequireScenario(request.Name, "name")).Read(request.Revision);

    /// <inheritdoc/>
    public override async Task<ListScenariosResponse> ListScenarios(ListScenariosRequest request, ServerCallContext context)
    {
        var portfolio = ResourceName.RequirePortfolio(request.Parent, "parent");
        var (page, next) = await live.Page(reader.ScenariosOf(portfolio, request.ShowDeleted), request.PageToken, Paging.Size(request.PageSize));
        var response = new ListScenariosResponse { NextPageToken = next };
        response.Scenarios.AddRange(page);
        return response;
    }

    /// <summary>Writes what is there with the fields that are named; one that is missing is made of all that the request says.</summary>
    async Task<Scenario> UpdatePart(string name, UpdateScenarioRequest request, WriteMode mode)
    {
        var read = grains.GetGrain<IScenarioGrain>(name).Read(0);
        if ((mode.MayBeNew ? await OptimisticWrite.OrNull(read) : await read) is not { } current)
            return await writer.Write(name, request.Scenario, mode, request.ValidateOnly);
        var changed = UpdateMask.Over(request.UpdateMask, request.Scenario, current);
        changed.Etag = request.Scenario.Etag.Length > 0 ? request.Scenario.Etag : current.Etag;
        return await writer.Write(name, changed, mode, request.ValidateOnly);
    }

    async Task RequireUnused(string name, List<Scenario> extending)
    {
        var id = ResourceName.IdOf(name);
        var portfolio = await grains.GetGrain<IPortfolioGrain>(ResourceName.ParentOf(name)).Summary();
        List<string> users = [.. extending.Select(scenario => $"{scenario.Id} extends {scenario.Extends}")];
        if (portfolio.Counterfactual == id)
            users.Add("it is the portfolio's counterfactual");
        if (portfolio.DefaultScenarios.Contains(id))
            users.Add("the portfolio's default_scenarios name it");
        if (portfolio.DeleteTime is null && users.Count > 0)
            throw new RefusedException(Refusal.FailedPrecondition, name, $"others rest on it: {string.Join("; ", users)}; change them first, or use force");
    }

    /// <summary>Scenarios that extend one, and those that extend these.</summary>
    static List<Scenario> Extending(string id, List<Scenario> scenarios)
    {
        var found = new List<Scenario>();
        var ids = new HashSet<string> { id };
        while (scenarios.FirstOrDefault(scenario => ids.Contains(scenario.Extends) && !ids.Contains(scenario.Id)) is { } next)
        {
            found.Add(next);
            ids.Add(next.Id);
        }

        return found;
    }
}
