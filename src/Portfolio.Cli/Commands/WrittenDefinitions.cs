using Portfolio.Client;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;

namespace Portfolio.Cli.Commands;

/// <summary>Definitions as the server comes to hold them: a portfolio, scenarios of it, and what those extend.</summary>
/// <param name="client">The server.</param>
/// <param name="set">What was read.</param>
/// <param name="scenarios">Scenarios wanted; null stands for the plain portfolio.</param>
sealed class WrittenDefinitions(PortfolioClient client, DefinitionSet set, IReadOnlyList<string?> scenarios)
{
    /// <summary>Where they are.</summary>
    public const string Workspace = "workspaces/default";

    const string Reason = "simulated from files";

    /// <summary>The portfolio's id.</summary>
    public string Id => set.Portfolio.Id;

    /// <summary>The portfolio's resource name.</summary>
    public string Portfolio => $"{Workspace}/portfolios/{Id}";

    /// <summary>Scenarios wanted; null stands for the plain portfolio.</summary>
    public IReadOnlyList<string?> Scenarios => scenarios;

    /// <summary>A scenario's resource name; empty for the plain portfolio.</summary>
    public string NameOf(string? scenario) => scenario is null ? "" : $"{Portfolio}/scenarios/{scenario}";

    /// <summary>Writes the definitions.</summary>
    /// <returns>The portfolio's revision.</returns>
    public async Task<long> Write(CancellationToken cancellation)
    {
        var portfolio = set.Portfolio.Clone();
        portfolio.Name = Portfolio;
        var update = new UpdatePortfolioRequest { Portfolio = portfolio, AllowMissing = true, Change = Authorship.Of(Reason), Source = set.Source };
        var written = await client.Portfolios.UpdatePortfolioAsync(update, cancellationToken: cancellation);
        foreach (var scenario in Wanted())
        {
            var copy = scenario.Clone();
            copy.Name = NameOf(scenario.Id);
            var request = new UpdateScenarioRequest { Scenario = copy, AllowMissing = true, Change = Authorship.Of(Reason), Source = set.ScenarioSources.GetValueOrDefault(scenario.Id) };
            await client.Scenarios.UpdateScenarioAsync(request, cancellationToken: cancellation);
        }

        return written.Revision;
    }

    /// <summary>The scenarios wanted, the counterfactual, and all they extend; what is extended first.</summary>
    List<Scenario> Wanted()
    {
        var wanted = new List<Scenario>();
        void Add(string id)
        {
            if (id.Length == 0 || wanted.Any(scenario => scenario.Id == id))
                return;
            var scenario = set.Scenarios.FirstOrDefault(each => each.Id == id)
                ?? throw new CommandException(ExitCode.WrongInput, $"counterfactual: there is no scenario \"{id}\"{NearestName.Hint(id, set.Scenarios.Select(each => each.Id))}");
            Add(scenario.Extends);
            wanted.Add(scenario);
        }

        foreach (var scenario in scenarios)
            Add(scenario ?? "");
        Add(set.Portfolio.Counterfactual);
        return wanted;
    }
}
