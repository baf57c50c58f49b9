using Portfolio.Cli.Commands;
using Portfolio.Client;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;

namespace Portfolio.Cli.Applying;

/// <summary>Makes the steps of a plan, each upon the state that the plan rests on: what changed meanwhile is refused by the server and not overwritten.</summary>
/// <param name="client">The server.</param>
/// <param name="files">What the files say.</param>
/// <param name="change">Who, and why.</param>
sealed class AppliedSteps(PortfolioClient client, DefinitionSet files, Change change)
{
    readonly string name = $"{WrittenDefinitions.Workspace}/portfolios/{files.Portfolio.Id}";

    /// <summary>Makes one step.</summary>
    /// <returns>The revision it made.</returns>
    public Task<long> Make(PlannedStep step, CancellationToken cancellation) => step.Scenario is null ? MakePortfolio(step, cancellation) : MakeScenario(step, cancellation);

    async Task<long> MakePortfolio(PlannedStep step, CancellationToken cancellation)
    {
        var portfolio = files.Portfolio.Clone();
        if (step.Kind == StepKind.Create)
        {
            var create = new CreatePortfolioRequest { Parent = WrittenDefinitions.Workspace, Portfolio = portfolio, Source = files.Source, Change = change, RequestId = NewId() };
            return (await client.Portfolios.CreatePortfolioAsync(create, cancellationToken: cancellation)).Revision;
        }

        (portfolio.Name, portfolio.Etag) = (name, step.Etag);
        if (step.Kind == StepKind.Undelete)
        {
            var undelete = new UndeletePortfolioRequest { Name = name, Etag = step.Etag, Change = change, RequestId = NewId() };
            portfolio.Etag = (await client.Portfolios.UndeletePortfolioAsync(undelete, cancellationToken: cancellation)).Etag;
        }

        var update = new UpdatePortfolioRequest { Portfolio = portfolio, Source = files.Source, Change = change, RequestId = NewId() };
        return (await client.Portfolios.UpdatePortfolioAsync(update, cancellationToken: cancellation)).Revision;
    }

    async Task<long> MakeScenario(PlannedStep step, CancellationToken cancellation)
    {
        var scenarioName = $"{name}/scenarios/{step.Scenario}";
        if (step.Kind == StepKind.Delete)
        {
            var delete = new DeleteScenarioRequest { Name = scenarioName, Etag = step.Etag, Change = change, RequestId = NewId() };
            return (await client.Scenarios.DeleteScenarioAsync(delete, cancellationToken: cancellation)).Revision;
        }

        var scenario = files.Scenarios.Single(each => each.Id == step.Scenario).Clone();
        var source = files.ScenarioSources.GetValueOrDefault(scenario.Id);
        if (step.Kind == StepKind.Create)
        {
            var create = new CreateScenarioRequest { Parent = name, Scenario = scenario, Source = source, Change = change, RequestId = NewId() };
            return (await client.Scenarios.CreateScenarioAsync(create, cancellationToken: cancellation)).Revision;
        }

        (scenario.Name, scenario.Etag) = (scenarioName, step.Etag);
        if (step.Kind == StepKind.Undelete)
        {
            var undelete = new UndeleteScenarioRequest { Name = scenarioName, Etag = step.Etag, Change = change, RequestId = NewId() };
            scenario.Etag = (await client.Scenarios.UndeleteScenarioAsync(undelete, cancellationToken: cancellation)).Etag;
        }

        var update = new UpdateScenarioRequest { Scenario = scenario, Source = source, Change = change, RequestId = NewId() };
        return (await client.Scenarios.UpdateScenarioAsync(update, cancellationToken: cancellation)).Revision;
    }

    /// <summary>A call that is tried again after a lost connection changes nothing twice.</summary>
    static string NewId() => Guid.NewGuid().ToString();
}
