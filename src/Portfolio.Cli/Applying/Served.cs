using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Applying;

/// <summary>A scenario as a server holds it.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Source">The file it was read from.</param>
sealed record ServedScenario(Scenario Scenario, SourceFile? Source);

/// <summary>A portfolio with all its scenarios as a server holds them, deleted ones included.</summary>
/// <param name="Portfolio">The portfolio; null where the server has none.</param>
/// <param name="Source">The file it was read from.</param>
/// <param name="Scenarios">Its scenarios, in the order of their names.</param>
sealed record Served(PortfolioDefinition? Portfolio, SourceFile? Source, IReadOnlyList<ServedScenario> Scenarios)
{
    const int PageSize = 1000;

    /// <summary>Reads what a server holds.</summary>
    /// <param name="client">The server.</param>
    /// <param name="name">The portfolio's resource name.</param>
    /// <param name="revision">The portfolio's revision; 0 for the newest. Scenarios are as they were when it was last the newest.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<Served> Read(PortfolioClient client, string name, long revision, CancellationToken cancellation)
    {
        try
        {
            var number = revision > 0 ? revision : (await client.Portfolios.GetPortfolioAsync(new GetPortfolioRequest { Name = name }, cancellationToken: cancellation)).Revision;
            var found = await RevisionOf(client, name, number, cancellation);
            var portfolio = found.Portfolio ?? throw new CommandException(ExitCode.WrongInput, $"{name} is no portfolio; allowed: a portfolio's id, and @N for a revision");
            return new Served(portfolio, found.Source, await ScenariosOf(client, name, await EndOf(client, name, number, cancellation), cancellation));
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound && revision == 0)
        {
            return new Served(null, null, []);
        }
    }

    /// <summary>When a portfolio's revision was followed by the next; null where it is the newest.</summary>
    static async Task<Timestamp?> EndOf(PortfolioClient client, string name, long revision, CancellationToken cancellation) =>
        (await AllRevisions.Of(client, name, cancellation)).FirstOrDefault(each => each.Number == revision + 1)?.CreateTime;

    static async Task<IReadOnlyList<ServedScenario>> ScenariosOf(PortfolioClient client, string portfolio, Timestamp? until, CancellationToken cancellation)
    {
        var found = new List<ServedScenario>();
        var request = new ListScenariosRequest { Parent = portfolio, PageSize = PageSize, ShowDeleted = true };
        do
        {
            var page = await client.Scenarios.ListScenariosAsync(request, cancellationToken: cancellation);
            foreach (var revision in await Task.WhenAll(page.Scenarios.Select(scenario => AsOf(client, scenario, until, cancellation))))
            {
                if (revision is not null)
                    found.Add(new ServedScenario(revision.Scenario, revision.Source));
            }

            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return found;
    }

    /// <summary>The newest revision of a scenario that was made before a time; null where there was none yet.</summary>
    static async Task<Revision?> AsOf(PortfolioClient client, Scenario scenario, Timestamp? until, CancellationToken cancellation)
    {
        if (until is null)
            return await RevisionOf(client, scenario.Name, scenario.Revision, cancellation);
        var last = (await AllRevisions.Of(client, scenario.Name, cancellation)).FirstOrDefault(revision => revision.CreateTime < until);
        return last is null ? null : await RevisionOf(client, scenario.Name, last.Number, cancellation);
    }

    static async Task<Revision> RevisionOf(PortfolioClient client, string name, long number, CancellationToken cancellation) =>
        await client.Revisions.GetRevisionAsync(new GetRevisionRequest { Name = $"{name}/revisions/{number}" }, cancellationToken: cancellation);
}
