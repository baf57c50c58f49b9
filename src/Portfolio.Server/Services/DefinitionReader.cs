using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Grains;
using Portfolio.Grains.Definitions;

namespace Portfolio.Server.Services;

/// <summary>Reads definitions with all that they rest on, and checks them.</summary>
sealed class DefinitionReader(IGrainFactory grains, LiveResources live)
{
    /// <summary>A scenario and all it extends.</summary>
    /// <param name="scenario">The scenario's resource name.</param>
    /// <param name="revisions">Which revisions are wanted; a newest one may not be deleted.</param>
    public async Task<List<Scenario>> Chain(string scenario, ScenarioRevisions revisions)
    {
        var chain = new List<Scenario>();
        var portfolio = ResourceName.ParentOf(scenario);
        for (var name = scenario; name.Length > 0;)
        {
            var revision = revisions.Of(name);
            var found = await grains.GetGrain<IScenarioGrain>(name).Read(revision);
            RequireAlive(name, revision, found.DeleteTime is not null);
            chain.Add(found);
            revisions.Use(found);
            name = found.Extends.Length == 0 || chain.Any(each => each.Id == found.Extends) ? "" : $"{portfolio}/scenarios/{found.Extends}";
        }

        return chain;
    }

    /// <summary>A portfolio at a revision, with its initiatives; the newest, 0, may not be deleted.</summary>
    public async Task<PortfolioDefinition> Portfolio(string name, long revision)
    {
        var found = await grains.GetGrain<IPortfolioGrain>(name).Read(revision);
        RequireAlive(name, revision, found.DeleteTime is not null);
        return found;
    }

    /// <summary>A scenario that is about to be written, with its portfolio and what it extends.</summary>
    public async Task<DefinitionSet> SetFor(Scenario scenario, string portfolio)
    {
        var set = new DefinitionSet(await Portfolio(portfolio, 0), [scenario]);
        return scenario.Extends.Length == 0 || scenario.Extends == scenario.Id
            ? set
            : set with { Scenarios = [scenario, .. (await Chain($"{portfolio}/scenarios/{scenario.Extends}", new ScenarioRevisions([], "extends"))).Where(each => each.Id != scenario.Id)] };
    }

    /// <summary>All scenarios of a portfolio, in the order of their names; those that are not deleted unless more are asked for.</summary>
    public Task<List<Scenario>> Scenarios(string portfolio, bool alsoDeleted = false) => live.All(ScenariosOf(portfolio, alsoDeleted));

    /// <summary>The scenarios of a portfolio.</summary>
    public ResourceCollection<Scenario> ScenariosOf(string portfolio, bool alsoDeleted) => new(
        StateNames.Scenarios, $"{portfolio}/scenarios/", name => grains.GetGrain<IScenarioGrain>(name).Read(0), scenario => alsoDeleted || scenario.DeleteTime is null);

    static void RequireAlive(string name, long revision, bool isDeleted)
    {
        if (isDeleted && revision == 0)
            throw new RefusedException(Refusal.FailedPrecondition, name, "it is deleted; undelete it, or name a revision");
    }
}
