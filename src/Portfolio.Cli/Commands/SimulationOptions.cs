using System.CommandLine;
using Portfolio.Cli.Connection;
using Portfolio.Server.Hosting;

namespace Portfolio.Cli.Commands;

/// <summary>What every command can be told that simulates on a server.</summary>
sealed class SimulationOptions
{
    readonly Argument<string> path = Shared.Path();

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

    /// <summary>What was asked for.</summary>
    /// <exception cref="CommandException">A number is out of its range.</exception>
    public SimulationRequest Request(ParseResult parsed) => new(
        parsed.GetRequiredValue(path),
        Shared.Positive("--replications", parsed.GetValue(replications), 1_000_000),
        parsed.GetValue(seed),
        parsed.GetValue(point));

    /// <summary>Whether JSON was asked for.</summary>
    public bool Json(ParseResult parsed) => parsed.GetValue(json);

    /// <summary>The server that was asked for, being looked for or started from now on.</summary>
    /// <exception cref="CommandException">A number is out of its range.</exception>
    public ServerOpening Open(ParseResult parsed, CancellationToken cancellation) =>
        server.Open(parsed, new ServerOptions { Threads = Shared.Positive("--threads", parsed.GetValue(threads), 1024) }, cancellation);
}
