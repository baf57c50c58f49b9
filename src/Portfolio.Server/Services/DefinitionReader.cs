using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Grains.Definitions;

namespace Portfolio.Server.Services;

/// <summary>Reads definitions with all that they rest on, and checks them.</summary>
sealed class DefinitionReader(IGrainFactory grains)
{
    /// <summary>A scenario and all it extends.</summary>
    public async Task<List<Scenario>> Chain(string scenario, long revision)
    {
        var chain = new List<Scenario>();
        var portfolio = ResourceName.ParentOf(scenario);
        for (var name = scenario; name.Length > 0;)
        {
            var found = await grains.GetGrain<IScenarioGrain>(name).Read(chain.Count == 0 ? revision : 0);
            chain.Add(found);
            name = found.Extends.Length == 0 || chain.Any(each => each.Id == found.Extends) ? "" : $"{portfolio}/scenarios/{found.Extends}";
        }

        return chain;
    }

    /// <summary>A portfolio at a revision, with its initiatives.</summary>
    public Task<PortfolioDefinition> Portfolio(string name, long revision) => grains.GetGrain<IPortfolioGrain>(name).Read(revision);

    /// <summary>A scenario that is about to be written, with its portfolio and what it extends.</summary>
    public async Task<DefinitionSet> SetFor(Scenario scenario, string portfolio)
    {
        var set = new DefinitionSet(await Portfolio(portfolio, 0), [scenario]);
        return scenario.Extends.Length == 0 || scenario.Extends == scenario.Id
            ? set
            : set with { Scenarios = [scenario, .. (await Chain($"{portfolio}/scenarios/{scenario.Extends}", 0)).Where(each => each.Id != scenario.Id)] };
    }
}
