using System.CommandLine;
using Portfolio.Cli.Applying;
using Portfolio.Cli.Connection;
using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio diff</c>: what differs between two revisions, path by path.</summary>
static class DiffCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var before = new Argument<string>("BEFORE") { Description = RevisionReference.Form + "; without it, the newest." };
        var after = new Argument<string?>("AFTER") { Description = "Likewise. Default: the newest of what BEFORE names.", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "Prints the differences as JSON and nothing else." };
        var server = new ServerChoice();
        var command = new Command("diff", "Says what differs between two revisions of definitions.") { before, after, json };
        foreach (var option in server.Options)
            command.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            var first = RevisionReference.Parse("BEFORE", parsed.GetRequiredValue(before));
            var second = parsed.GetValue(after) is { } text ? RevisionReference.Parse("AFTER", text) : first with { Number = 0 };
            using var opening = server.Open(parsed, cancellation);
            await using var connection = await opening.Connection;
            var found = await KnownPortfolios.Ask(connection.Client, () => Compare(connection.Client, first, second, cancellation), cancellation);
            if (parsed.GetValue(json))
                Console.Out.WriteLine(Json.Text(Json.Of(found)));
            else
                Print(found);
            return ExitCode.Done;
        });
        return command;
    }

    static async Task<CompareRevisionsResponse> Compare(PortfolioClient client, RevisionReference before, RevisionReference after, CancellationToken cancellation)
    {
        var request = new CompareRevisionsRequest { Before = await NameOf(client, before, cancellation), After = await NameOf(client, after, cancellation) };
        return await client.Revisions.CompareRevisionsAsync(request, cancellationToken: cancellation);
    }

    static void Print(CompareRevisionsResponse found)
    {
        foreach (var difference in found.Differences)
            Console.Out.WriteLine(PlanText.Line(difference));
        if (found.Differences.Count == 0)
            Console.Error.WriteLine("Both say the same.");
    }

    static async Task<string> NameOf(PortfolioClient client, RevisionReference reference, CancellationToken cancellation)
    {
        if (reference.Number > 0)
            return $"{reference.Resource}/revisions/{reference.Number}";
        var newest = await client.Revisions.ListRevisionsAsync(new ListRevisionsRequest { Parent = reference.Resource, PageSize = 1 }, cancellationToken: cancellation);
        return newest.Revisions[0].Name;
    }
}
