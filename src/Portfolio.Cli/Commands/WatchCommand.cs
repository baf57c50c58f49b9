using System.CommandLine;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio watch</c>: shows what changes in a portfolio, as it comes.</summary>
static class WatchCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = PortfolioOptions.First();
        var subjects = new Argument<string[]>("SUBJECT")
        {
            Description = "Ids of initiatives (a group's stands for its copies), themes/THEME, scenarios/ID, or “programme”. Default: everything.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var all = new Option<bool>("--all") { Description = "Everything from the first change on. Default: only what comes from now on." };
        var after = new Option<long?>("--after") { Description = "Everything behind this position, which is the first number of each line." };
        var command = options.Command("watch", "Shows what is recorded, and what becomes of definitions, as it comes, until Ctrl-C.", subjects, all, after);
        command.SetAction(async (parsed, cancellation) =>
        {
            var watch = new ChangeWatch(parsed.GetValue(subjects) ?? [], options.Json(parsed), Begin(parsed.GetValue(all), parsed.GetValue(after)));
            while (await options.Ask(parsed, () => watch, (held, shown) => shown.Show(held, cancellation), cancellation) == ExitCode.NoServer)
            {
                if (options.AddressesOf(parsed) is { } addresses)
                    throw new CommandException(ExitCode.NoServer, $"the server at {addresses} is gone", watch.HowToGoOn);
                Console.Error.WriteLine("The server is gone; going on with another.");
            }

            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The position behind which to begin; null for now.</summary>
    static long? Begin(bool all, long? after) => (all, after) switch
    {
        (true, not null) => throw new CommandException(ExitCode.WrongInput, "--all, --after: each says where to begin; allowed: one of them"),
        (_, < 0) => throw new CommandException(ExitCode.WrongInput, $"--after {after}: allowed are positions from 0"),
        (true, _) => 0,
        _ => after,
    };
}
