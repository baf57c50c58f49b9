using Grpc.Core;
using Portfolio.Client;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;

namespace Portfolio.Cli.Commands;

/// <summary>What portfolios a server has, for somebody who asked for one that it has not.</summary>
static class KnownPortfolios
{
    const int MostNames = 1000;

    /// <summary>Asks a server about a resource; where that is not there, the nearest portfolio is named.</summary>
    /// <exception cref="CommandException">It is not there.</exception>
    public static async Task<T> Ask<T>(PortfolioClient client, Func<Task<T>> ask, CancellationToken cancellation)
    {
        try
        {
            return await ask();
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
        {
            throw await NotFound(client, exception.Status.Detail, cancellation);
        }
    }

    /// <summary>Ends the command because of a resource that is not there.</summary>
    /// <param name="client">The server.</param>
    /// <param name="message">Begins with the resource's name, and a colon.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<CommandException> NotFound(PortfolioClient client, string message, CancellationToken cancellation)
    {
        var request = new ListPortfoliosRequest { Parent = WrittenDefinitions.Workspace, PageSize = MostNames };
        var known = (await client.Portfolios.ListPortfoliosAsync(request, cancellationToken: cancellation)).Portfolios.Select(portfolio => portfolio.Id).ToList();
        var id = message.Split('/', ':') is [_, _, _, var portfolio, ..] ? portfolio : "";
        return new CommandException(ExitCode.WrongInput, known.Contains(id) ? message : message + NearestName.Hint(id, known));
    }
}
