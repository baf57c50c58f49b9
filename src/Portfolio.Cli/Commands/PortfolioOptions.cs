using System.CommandLine;
using Portfolio.Cli.Connection;
using Portfolio.Client;

namespace Portfolio.Cli.Commands;

/// <summary>What every command has that asks a server about a portfolio it holds.</summary>
sealed class PortfolioOptions
{
    const string Meaning = "The portfolio on the server: NAME stands for workspaces/default/portfolios/NAME.";

    readonly Symbol name;
    readonly Func<ParseResult, string> nameOf;
    readonly Option<bool> json = new("--json") { Description = "Prints what was found as JSON and nothing else." };
    readonly ServerChoice server = new();

    PortfolioOptions(Symbol name, Func<ParseResult, string> nameOf) => (this.name, this.nameOf) = (name, nameOf);

    /// <summary>The portfolio is the command's first argument.</summary>
    public static PortfolioOptions First()
    {
        var name = new Argument<string>("NAME") { Description = Meaning };
        return new PortfolioOptions(name, parsed => parsed.GetRequiredValue(name));
    }

    /// <summary>The portfolio is given by an option.</summary>
    public static PortfolioOptions Named()
    {
        var name = new Option<string>("--portfolio") { Description = Meaning, Required = true };
        return new PortfolioOptions(name, parsed => parsed.GetRequiredValue(name));
    }

    /// <summary>An initiative or the programme, where a command may be about one.</summary>
    public static Argument<string?> OneSubject() => new("SUBJECT")
    {
        Description = "An initiative's id, or “programme”. Default: all.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>A command that has these, and some arguments and options of its own.</summary>
    public Command Command(string command, string description, params IEnumerable<Symbol> own)
    {
        var made = new Command(command, description);
        foreach (var symbol in (IEnumerable<Symbol>)[name, .. own, json, .. server.Options])
        {
            if (symbol is Argument argument)
                made.Add(argument);
            else
                made.Add((Option)symbol);
        }

        return made;
    }

    /// <summary>Whether JSON was asked for.</summary>
    public bool Json(ParseResult parsed) => parsed.GetValue(json);

    /// <summary>The addresses of servers that were given, if any were.</summary>
    public ServerAddresses? AddressesOf(ParseResult parsed) => server.AddressesOf(parsed);

    /// <summary>Finds the server and the portfolio on it, and asks.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="read">Reads what else was given, while the server is looked for; what is wrong with it is told without waiting for that.</param>
    /// <param name="ask">Asks.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> Ask<TRead>(ParseResult parsed, Func<TRead> read, Func<HeldPortfolio, TRead, Task<int>> ask, CancellationToken cancellation)
    {
        using var opening = server.Open(parsed, cancellation);
        var given = await opening.Meanwhile(read);
        await using var connection = await opening.Connection;
        return await ask(await HeldPortfolio.Read(connection.Client, nameOf(parsed), cancellation), given);
    }
}
