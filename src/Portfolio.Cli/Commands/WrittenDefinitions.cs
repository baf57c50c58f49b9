using Portfolio.Client;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;

namespace Portfolio.Cli.Commands;

/// <summary>Definitions as the server comes to hold them: a portfolio, scenarios of it, and what those extend. What was read from a server carries its revisions, and is there already.</summary>
/// <param name="client">The server.</param>
/// <param name="set">What was read, from files or from the server.</param>
/// <param name="scenarios">Scenarios wanted; null stands for the plain portfolio.</param>
sealed class WrittenDefinitions(PortfolioClient client, DefinitionSet set, IReadOnlyList<string?> scenarios)
{
    /// <summary>Where they are.</summary>
    public const string Workspace = "workspaces/default";

    const string Reason = "simulated from files";

    /// <summary>The portfolio's id.</summary>
    public string Id => set.Portfolio.Id;

    /// <summary>The portfolio's resource name.</summary>
    public string Portfolio => set.Portfolio.Name.Length > 0 ? set.Portfolio.Name : $"{Workspace}/portfolios/{Id}";

    /// <summary>Scenarios wanted; null stands for the plain portfolio.</summary>
    public IReadOnlyList<string?> Scenarios => scenarios;

    /// <summary>A scenario's resource name; empty for the plain portfolio.</summary>
    public string NameOf(string? scenario) => scenario is null ? "" : $"{Portfolio}/scenarios/{scenario}";

    /// <summary>The revisions of scenarios, and of what they extend, that were read from a server, by resource name; none for files, of which the newest hold.</summary>
    /// <param name="used">Scenarios; null stands for the plain portfolio.</param>
    public Dictionary<string, long> Revisions(IEnumerable<string?> used) =>
        Chains(used).Where(scenario => scenario.Revision > 0).ToDictionary(scenario => scenario.Name, scenario => scenario.Revision);

    /// <summary>Writes the definitions, unless they come from the server.</summary>
    /// <returns>The portfolio's revision.</returns>
    public async Task<long> Write(CancellationToken cancellation)
    {
        if (set.Portfolio.Revision > 0)
            return set.Portfolio.Revision;
        var portfolio = set.Portfolio.Clone();
        portfolio.Name = Portfolio;
        var update = new UpdatePortfolioRequest { Portfolio = portfolio, AllowMissing = true, Change = Authorship.Of(Reason), Source = set.Source };
        var written = await client.Portfolios.UpdatePortfolioAsync(update, cancellationToken: cancellation);
        foreach (var scenario in Chains([.. scenarios, set.Portfolio.Counterfactual]))
        {
            var copy = scenario.Clone();
            copy.Name = NameOf(scenario.Id);
            var request = new UpdateScenarioRequest { Scenario = copy, AllowMissing = true, Change = Authorship.Of(Reason), Source = set.ScenarioSources.GetValueOrDefault(scenario.Id) };
            await client.Scenarios.UpdateScenarioAsync(request, cancellationToken: cancellation);
        }

        return written.Revision;
    }

    /// <summary>Scenarios and all they extend; what is extended first.</summary>
    List<Scenario> Chains(IEnumerable<string?> wanted)
    {
        var found = new List<Scenario>();
        foreach (var scenario in wanted)
            Add(scenario ?? "");
        return found;

        void Add(string id)
        {
            if (id.Length == 0 || found.Any(scenario => scenario.Id == id))
                return;
            var scenario = set.Scenarios.FirstOrDefault(each => each.Id == id)
                ?? throw new CommandException(ExitCode.WrongInput, $"counterfactual: there is no scenario \"{id}\"{NearestName.Hint(id, set.Scenarios.Select(each => each.Id))}");
            Add(scenario.Extends);
            found.Add(scenario);
        }
    }
}
