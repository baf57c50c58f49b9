using Grpc.Core;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Compiling;
using Portfolio.Grains;
using Portfolio.Grains.Definitions;
using Portfolio.Storage;

namespace Portfolio.Server.Services;

/// <summary>Scenarios over gRPC: checked against their portfolio, then written by their grain.</summary>
sealed class ScenarioApi(IGrainFactory grains, IStoredNames names, DefinitionReader reader) : ScenarioService.ScenarioServiceBase
{
    /// <inheritdoc/>
    public override Task<Scenario> CreateScenario(CreateScenarioRequest request, ServerCallContext context)
    {
        var portfolio = ResourceName.RequirePortfolio(request.Parent, "parent");
        var scenario = request.Scenario ?? throw Refusals.Invalid("scenario", "is required");
        scenario.Id = ResourceName.RequireId(request.ScenarioId, scenario.Id, "scenario_id");
        var name = ResourceName.RequireScenario($"{portfolio}/scenarios/{scenario.Id}", "scenario_id");
        return Write(name, scenario, new WriteMode(MustBeNew: true, MayBeNew: true, request.RequestId), request.ValidateOnly);
    }

    /// <inheritdoc/>
    public override Task<Scenario> UpdateScenario(UpdateScenarioRequest request, ServerCallContext context)
    {
        var scenario = request.Scenario ?? throw Refusals.Invalid("scenario", "is required");
        var name = ResourceName.RequireScenario(scenario.Name, "scenario.name");
        scenario.Id = ResourceName.RequireId(ResourceName.IdOf(name), scenario.Id, "scenario.name");
        return Write(name, scenario, new WriteMode(MustBeNew: false, request.AllowMissing, request.RequestId), request.ValidateOnly);
    }

    /// <inheritdoc/>
    public override Task<Scenario> GetScenario(GetScenarioRequest request, ServerCallContext context) =>
        grains.GetGrain<IScenarioGrain>(ResourceName.RequireScenario(request.Name, "name")).Read(request.Revision);

    /// <inheritdoc/>
    public override async Task<ListScenariosResponse> ListScenarios(ListScenariosRequest request, ServerCallContext context)
    {
        var portfolio = ResourceName.RequirePortfolio(request.Parent, "parent");
        var size = Paging.Size(request.PageSize);
        var found = await names.InOrder(StateNames.Scenarios, $"{portfolio}/scenarios/", Paging.Position(request.PageToken), size + 1);
        var (page, next) = Paging.Cut(found, size, name => name);
        var response = new ListScenariosResponse { NextPageToken = next };
        response.Scenarios.AddRange(await Task.WhenAll(page.Select(name => grains.GetGrain<IScenarioGrain>(name).Read(0))));
        return response;
    }

    async Task<Scenario> Write(string name, Scenario scenario, WriteMode mode, bool validateOnly)
    {
        var problems = new Problems();
        Compiler.Compile(await reader.SetFor(scenario, ResourceName.ParentOf(name)), scenario.Id, new CompileOptions(), problems);
        if (problems.Any)
            throw Refusals.Invalid(problems);
        return validateOnly ? scenario : await grains.GetGrain<IScenarioGrain>(name).Write(scenario, mode);
    }
}
