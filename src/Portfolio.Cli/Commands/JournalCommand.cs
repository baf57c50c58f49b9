using System.CommandLine;
using System.Text.Json.Nodes;
using Portfolio.Cli.Rendering;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio journal</c>: lists what was recorded.</summary>
static class JournalCommand
{
    const int PageSize = 1000;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = PortfolioOptions.First();
        var subject = PortfolioOptions.OneSubject();
        var command = options.Command("journal", "Lists what was recorded of an initiative, the programme, or all of a portfolio.", subject);
        command.SetAction((parsed, cancellation) => options.Ask(
            parsed,
            () => parsed.GetValue(subject),
            async (held, wanted) => Print(held, wanted, await Read(held, wanted, cancellation), options.Json(parsed)),
            cancellation));
        return command;
    }

    static int Print(HeldPortfolio held, string? wanted, IReadOnlyList<Entry> entries, bool json)
    {
        if (json)
            Console.Out.WriteLine(Json.Text(new JsonObject { ["entries"] = new JsonArray([.. entries.Select(Json.Of)]) }));
        else
            new EntryTables(held).Print(Page.Standard(EntryTables.Width), wanted, entries);
        return ExitCode.Done;
    }

    /// <summary>The entries in the order in which they were recorded.</summary>
    static async Task<IReadOnlyList<Entry>> Read(HeldPortfolio held, string? wanted, CancellationToken cancellation)
    {
        var entries = new List<Entry>();
        foreach (var subject in wanted is null ? held.Subjects : [held.Require(wanted)])
            await AddAll(entries, held, subject, cancellation);
        return [.. entries.OrderBy(entry => entry.Sequence)];
    }

    static async Task AddAll(List<Entry> entries, HeldPortfolio held, string subject, CancellationToken cancellation)
    {
        var request = new ListEntriesRequest { Subject = subject, PageSize = PageSize };
        do
        {
            var page = await held.Client.Journals.ListEntriesAsync(request, cancellationToken: cancellation);
            entries.AddRange(page.Entries);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
    }
}
