using System.CommandLine;
using Grpc.Core;
using Portfolio.Cli.Rendering;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio watch</c>: shows what is recorded, as it comes.</summary>
static class WatchCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = PortfolioOptions.First();
        var subjects = new Argument<string[]>("SUBJECT")
        {
            Description = "Ids of initiatives (a group's stands for its copies), “programme”, or themes/THEME. Default: all.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var after = new Option<long>("--after") { Description = "Only entries behind this position, which is the first number of each line. Default: 0, from the first entry on." };
        var command = options.Command("watch", "Shows what was recorded and goes on as more is, until Ctrl-C.", subjects, after);
        command.SetAction((parsed, cancellation) => options.Ask(
            parsed,
            () => (Subjects: parsed.GetValue(subjects) ?? [], After: parsed.GetValue(after)),
            (held, wish) => Watch(held, wish.Subjects, wish.After, options.Json(parsed), cancellation),
            cancellation));
        return command;
    }

    static async Task<int> Watch(HeldPortfolio held, string[] subjects, long after, bool json, CancellationToken cancellation)
    {
        var seen = after;
        try
        {
            await foreach (var entry in held.Client.WatchEntries(held.Name, subjects, after, cancellation))
            {
                Console.Out.WriteLine(json ? Json.Of(entry).ToJsonString() : EntryText.Line(entry, held.IdOf(entry.Subject)));
                seen = entry.Sequence;
            }
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            Console.Error.WriteLine($"To go on from here: --after {seen}");
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Cancelled)
        {
            throw new CommandException(ExitCode.NoServer, $"the server at {held.Client.Addresses} is gone; to go on from here: --after {seen}");
        }

        return ExitCode.Done;
    }
}
