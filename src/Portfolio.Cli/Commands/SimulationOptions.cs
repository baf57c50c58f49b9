using System.CommandLine;
using Portfolio.Cli.Connection;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary>What every command can be told that simulates on a server.</summary>
sealed class SimulationOptions
{
    readonly Argument<string> path = Shared.PathOrRevision();

    readonly Option<int> replications = new("--replications") { Description = "Replications of each scenario.", DefaultValueFactory = _ => 2000 };
    readonly Option<ulong?> seed = new("--seed") { Description = "Seed of all random numbers; without one, the portfolio's." };
    readonly Option<bool> point = Shared.Point();
    readonly Option<bool> json = new("--json") { Description = "Prints the results as JSON and nothing else." };

    readonly ServerChoice server = new();

    readonly Option<int> threads = new("--threads")
    {
        Description = "Compute threads of a server inside this command. Default: all cores.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    /// <summary>A command that has these, and some of its own.</summary>
    public Command Command(string name, string description, params IEnumerable<Option> own)
    {
        var command = new Command(name, description) { path };
        foreach (var option in (IEnumerable<Option>)[.. own, replications, seed, point, json, .. server.Options, threads])
            command.Add(option);
        return command;
    }

    /// <summary>What was asked for, with a rule that says when there are enough replications instead of their number.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="request">What was asked for besides.</param>
    /// <param name="until">The rule; null where there is none.</param>
    /// <exception cref="CommandException">Their number was given too.</exception>
    public SimulationRequest With(ParseResult parsed, SimulationRequest request, StoppingRule? until)
    {
        if (until is null)
            return request;
        return parsed.GetResult(replications) is { Implicit: false }
            ? throw new CommandException(ExitCode.WrongInput, $"{replications.Name} is the number of replications; with a rule that may stop before, --max-replications says the most")
            : request with { Replications = 0, Until = until };
    }

    /// <summary>Whether JSON was asked for.</summary>
    public bool Json(ParseResult parsed) => parsed.GetValue(json);

    /// <summary>Reads what is to be simulated, finds the server, and simulates.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="read">Reads. Files are read while the server is looked for, so that what is wrong with them is told without waiting for that; what a server holds, once it is there.</param>
    /// <param name="simulate">Simulates.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> Simulate<TRead>(
        ParseResult parsed, Func<SimulationRequest, TRead> read, Func<PortfolioClient, SimulationRequest, TRead, Task<int>> simulate, CancellationToken cancellation)
    {
        var request = Request(parsed);
        using var opening = Open(parsed, cancellation);
        if (!HeldRevision.IsNamedBy(request.Path))
        {
            var given = await opening.Meanwhile(() => read(request));
            await using var found = await opening.Connection;
            return await simulate(found.Client, request, given);
        }

        var reference = await opening.Meanwhile(() => RevisionReference.Parse("PATH", request.Path));
        await using var connection = await opening.Connection;
        var held = request with { Held = await HeldRevision.Read(connection.Client, reference, cancellation) };
        return await simulate(connection.Client, held, read(held));
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="CommandException">A number is out of its range.</exception>
    SimulationRequest Request(ParseResult parsed) => new(
        parsed.GetRequiredValue(path),
        Shared.Positive("--replications", parsed.GetValue(replications), 1_000_000),
        parsed.GetValue(seed),
        parsed.GetValue(point));

    /// <summary>The server that was asked for, being looked for or started from now on.</summary>
    /// <exception cref="CommandException">A number is out of its range.</exception>
    ServerOpening Open(ParseResult parsed, CancellationToken cancellation) =>
        server.Open(parsed, cancellation, Shared.Positive("--threads", parsed.GetValue(threads), 1024));
}
