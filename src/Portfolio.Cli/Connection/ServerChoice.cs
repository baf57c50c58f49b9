using System.CommandLine;
using System.CommandLine.Parsing;
using Portfolio.Client;
using Portfolio.Server.Hosting;

namespace Portfolio.Cli.Connection;

/// <summary>Which server a command talks to, as it can be told.</summary>
sealed class ServerChoice
{
    const string Variable = "PORTFOLIO_SERVER";
    const string ServerName = "--server";
    const string DataName = "--data";

    readonly Option<ServerAddresses?> server = new(ServerName)
    {
        Description = "Address of a server (gRPC, http://host:port), or of several of one cluster with commas between them: calls go to them by turns, and what one does not answer is asked of the next. "
            + $"Default: {Variable}; without one, the server of the data folder, or one inside this command.",
        CustomParser = Addresses,
    };

    readonly Option<string?> data = new(DataName) { Description = "Data folder. Default: portfolio in your data folder, or PORTFOLIO_DATA." };

    /// <summary>A command that finds the server, and asks it something.</summary>
    /// <param name="command">The command, which gets these options.</param>
    /// <param name="ask">Asks.</param>
    public static Command Asking(Command command, Func<ParseResult, PortfolioClient, CancellationToken, Task> ask) => Asking(command, async (parsed, client, cancellation) =>
    {
        await ask(parsed, client, cancellation);
        return ExitCode.Done;
    });

    /// <summary>A command that finds the server, and asks it something that may come to nothing.</summary>
    /// <param name="command">The command, which gets these options.</param>
    /// <param name="ask">Asks; returns the exit code.</param>
    public static Command Asking(Command command, Func<ParseResult, PortfolioClient, CancellationToken, Task<int>> ask)
    {
        var server = new ServerChoice();
        foreach (var option in server.Options)
            command.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var opening = server.Open(parsed, cancellation);
            await using var connection = await opening.Connection;
            return await ask(parsed, connection.Client, cancellation);
        });
        return command;
    }

    /// <summary>What was given of these options, as another command can be given it; each begins with a space.</summary>
    public static string Given(ParseResult parsed) => string.Concat(
        from option in parsed.CommandResult.Command.Options
        where option.Name is ServerName or DataName
        from token in parsed.GetResult(option)?.Tokens ?? []
        select $" {option.Name} {token.Value}");

    /// <summary>The options.</summary>
    public IEnumerable<Option> Options => [server, data];

    /// <summary>The server that was asked for, being looked for or started from now on.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="threads">Compute threads of a server inside this command: other commands may come to use it. Without it, all cores.</param>
    public ServerOpening Open(ParseResult parsed, CancellationToken cancellation, int? threads = null)
    {
        var options = OptionsOf(parsed);
        return new ServerOpening(AddressesOf(parsed), options with { Threads = threads ?? options.Threads }, cancellation);
    }

    /// <summary>The addresses that were given, if any were. A data folder that was named goes before those of the environment.</summary>
    /// <exception cref="CommandException">The environment's are wrong.</exception>
    public ServerAddresses? AddressesOf(ParseResult parsed)
    {
        if (parsed.GetValue(server) is { } given)
            return given;
        if (parsed.GetValue(data) is not null || Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } text)
            return null;
        return ServerAddresses.TryParse(text, out var addresses, out var problem) ? addresses : throw new CommandException(ExitCode.WrongInput, $"{Variable}: {problem}");
    }

    /// <summary>How to host a server where none was named and none runs.</summary>
    /// <exception cref="CommandException">The folder that was given cannot be one.</exception>
    public ServerOptions OptionsOf(ParseResult parsed) => parsed.GetValue(data) switch
    {
        null => new ServerOptions(),
        "" => throw new CommandException(ExitCode.WrongInput, $"{DataName} : the path is empty; allowed: that of a folder"),
        var file when File.Exists(file) => throw new CommandException(ExitCode.WrongInput, $"{DataName} {file}: is a file; allowed: a folder"),
        var folder => new ServerOptions { Data = folder },
    };

    static ServerAddresses? Addresses(ArgumentResult result)
    {
        if (ServerAddresses.TryParse(result.Tokens[0].Value, out var addresses, out var problem))
            return addresses;
        result.AddError($"{ServerName} {problem}");
        return null;
    }
}
