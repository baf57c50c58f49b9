using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Portfolio.Cli.Connection;
using Portfolio.Cli.Rendering;
using Portfolio.Contracts.V1;
using Spectre.Console;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio store</c>: what a server's store weighs; <c>portfolio store prune</c> deletes runs, batches and studies that ended long ago, and rehearsals that nobody has played since.</summary>
static class StoreCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var server = new ServerChoice();
        var command = new Command("store", "Shows what the store of a server weighs, kind by kind.") { Prune() };
        foreach (var option in server.Options)
            command.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var opening = server.Open(parsed, cancellation);
            await using var connection = await opening.Connection;
            Print(await connection.Client.Store.GetStoreAsync(new GetStoreRequest(), cancellationToken: cancellation));
            return ExitCode.Done;
        });
        return command;
    }

    static Command Prune()
    {
        const int mostDays = 36_500;
        var days = new Option<int>("--older-than") { Description = "Days ago they must have ended; 0 for all that have ended.", Required = true };
        var dry = new Option<bool>("--dry-run") { Description = "Only counts." };
        var server = new ServerChoice();
        var command = new Command("prune", "Deletes runs, batches and studies that ended long ago, with all they found, and rehearsals left alone for so long.") { days, dry };
        foreach (var option in server.Options)
            command.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            var age = parsed.GetValue(days);
            if (age is < 0 or > mostDays)
                throw new CommandException(ExitCode.WrongInput, $"--older-than {age}: allowed are 0 to {mostDays}");
            var request = new PruneStoreRequest { OlderThan = Duration.FromTimeSpan(TimeSpan.FromDays(age)), ValidateOnly = parsed.GetValue(dry) };
            using var opening = server.Open(parsed, cancellation);
            await using var connection = await opening.Connection;
            var pruned = await connection.Client.Store.PruneStoreAsync(request, cancellationToken: cancellation);
            var freed = request.ValidateOnly ? "would be deleted" : $"deleted, {Figures.Bytes(pruned.FreedBytes)} freed";
            Console.Out.WriteLine($"{Figures.Count(pruned.Runs)} runs, {Figures.Count(pruned.Batches)} batches, {Figures.Count(pruned.Studies)} studies and {Figures.Count(pruned.Rehearsals)} rehearsals {freed}");
            return ExitCode.Done;
        });
        return command;
    }

    static void Print(Store store)
    {
        var table = new Table { Border = TableBorder.Horizontal };
        table.AddColumn("kind");
        table.AddColumn(new TableColumn("rows").RightAligned());
        table.AddColumn(new TableColumn("bytes").RightAligned());
        foreach (var kind in store.Kinds)
            table.AddRow(kind.Kind, Figures.Count(kind.Rows), Figures.Bytes(kind.Bytes));
        var page = Page.Standard();
        page.Line($"{store.Kind}, schema {store.Schema}: {Figures.Bytes(store.Bytes)}, of which {Figures.Bytes(store.FreeBytes)} free");
        page.Write(table);
    }
}
