using System.CommandLine;
using Grpc.Core;
using Portfolio.Cli.Rendering;
using Portfolio.Contracts.V1;
using Change = Portfolio.Contracts.V1.ChangeFrame.ChangeOneofCase;

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
        command.SetAction((parsed, cancellation) => options.Ask(
            parsed,
            () => (Subjects: parsed.GetValue(subjects) ?? [], After: Begin(parsed.GetValue(all), parsed.GetValue(after))),
            (held, wish) => Watch(held, wish.Subjects, wish.After, options.Json(parsed), cancellation),
            cancellation));
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

    static async Task<int> Watch(HeldPortfolio held, string[] subjects, long? after, bool json, CancellationToken cancellation)
    {
        var seen = after;
        try
        {
            await foreach (var frame in held.Client.WatchChanges(held.Name, subjects, after, cancellation))
            {
                if (seen is null && !json)
                    Console.Error.WriteLine($"Watching {held.Id} from now on; what was before: --all. Ctrl-C ends it.");
                seen = frame.Sequence;
                if (frame.ChangeCase != Change.None)
                    Console.Out.WriteLine(json ? Json.Of(frame).ToJsonString() : LineOf(frame, held));
            }
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            Console.Error.WriteLine($"To go on from here: --after {seen ?? 0}");
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Cancelled)
        {
            throw new CommandException(ExitCode.NoServer, $"the server at {held.Client.Address} is gone; to go on from here: --after {seen ?? 0}");
        }

        return ExitCode.Done;
    }

    static string LineOf(ChangeFrame frame, HeldPortfolio held) => frame.ChangeCase == Change.Entry
        ? EntryText.Line(frame.Entry, held.IdOf(frame.Entry.Subject))
        : ChangeText.Line(frame.Sequence, frame.Revision);
}
