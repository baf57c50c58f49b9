using System.CommandLine;
using System.Text.Json.Nodes;
using Portfolio.Cli.Rendering;
using Portfolio.Contracts.V1;
using Spectre.Console;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio verify</c>: proves that the journals are what was recorded.</summary>
static class VerifyCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = PortfolioOptions.First();
        var command = options.Command("verify", "Recomputes the hashes of all journals of a portfolio and names the first entry that is not what was recorded.");
        command.SetAction((parsed, cancellation) => options.Ask(
            parsed,
            () => options.Json(parsed),
            async (held, json) => Print(held, await Verify(held, cancellation), json),
            cancellation));
        return command;
    }

    static async Task<IReadOnlyList<JournalVerification>> Verify(HeldPortfolio held, CancellationToken cancellation)
    {
        var verified = new List<JournalVerification>();
        foreach (var subject in held.Subjects)
            verified.Add(await held.Client.Journals.VerifyJournalAsync(new VerifyJournalRequest { Subject = subject }, cancellationToken: cancellation));
        return verified;
    }

    static int Print(HeldPortfolio held, IReadOnlyList<JournalVerification> verified, bool json)
    {
        var wrong = verified.Where(each => each.Problem.Length > 0).ToList();
        if (json)
            Console.Out.WriteLine(Json.Text(new JsonObject { ["journals"] = new JsonArray([.. verified.Where(HoldsAnything).Select(Json.Of)]) }));
        else
            Print(held, verified);
        foreach (var each in wrong)
            Console.Error.WriteLine($"{held.IdOf(each.Subject)}: {each.Problem}");
        return wrong.Count > 0 ? ExitCode.Failed : ExitCode.Done;
    }

    static void Print(HeldPortfolio held, IReadOnlyList<JournalVerification> verified)
    {
        var (page, table) = (Page.Standard(EntryTables.Width), Tables.New($"{held.Id}: what was verified", "journal", ">entries", "!hash of the last one that is right"));
        foreach (var each in verified.Where(HoldsAnything))
            table.AddRow(held.IdOf(each.Subject), Figures.Count(each.Verified), each.Hash);
        page.Write(table);
        page.Line($"{Figures.Count(verified.Sum(each => each.Verified))} entries verified; {verified.Count(HoldsAnything)} of {verified.Count} journals hold any");
    }

    static bool HoldsAnything(JournalVerification each) => each.Verified > 0 || each.Problem.Length > 0;
}
