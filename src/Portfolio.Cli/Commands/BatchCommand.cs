using System.CommandLine;
using Portfolio.Cli.Connection;
using Portfolio.Cli.Rendering;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Batches;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio batch</c>: runs a portfolio at many points of its parameters, and writes a table with a row for each.</summary>
static class BatchCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var path = new Argument<string>("FILE") { Description = "File with batch:, which names the portfolio, scenarios, seeds, and a grid, a design or points." };
        var table = new Option<string?>("--out") { Description = "File to write, with a row for each item: Parquet where its name ends with .parquet, else CSV. Default: FILE's name with .csv." };
        var retry = new Option<bool>("--retry") { Description = "Computes again the items that failed before." };
        var dry = new Option<bool>("--dry-run") { Description = "Only checks, and counts the items." };
        var json = new Option<bool>("--json") { Description = "Prints the batch as JSON and nothing else; the table is written all the same." };
        var server = new ServerChoice();
        var command = new Command("batch", "Runs a portfolio at many points, under many scenarios and seeds. The same command again goes on where it was.") { path, table, retry, dry, json };
        foreach (var option in server.Options)
            command.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            var file = parsed.GetRequiredValue(path);
            if (parsed.GetValue(dry))
                return Count(Read(file).Batch);
            var request = new Request(file, parsed.GetValue(table) ?? Path.ChangeExtension(file, ".csv"), parsed.GetValue(retry), parsed.GetValue(json));
            using var opening = server.Open(parsed, cancellation);
            return await Run(request, opening, cancellation);
        });
        return command;
    }

    static async Task<int> Run(Request request, ServerOpening opening, CancellationToken cancellation)
    {
        var (batch, set, written) = await opening.Meanwhile(() => Read(request));
        await using var table = written;
        await using var connection = await opening.Connection;
        using var screen = BatchScreen.Create(request.Json);
        return await Tell(new NewBatch(connection.Client, batch, set, request.Retry, screen), screen, table, request.Json, cancellation);
    }

    /// <summary>Follows a batch to its end, whoever brought it about, or to Ctrl-C; writes its table either way.</summary>
    /// <param name="session">The conversation about it.</param>
    /// <param name="screen">Shows how far it is.</param>
    /// <param name="table">Its table.</param>
    /// <param name="json">Whether the batch is printed as JSON and nothing else.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandException">It ended before all its items had.</exception>
    public static async Task<int> Tell(BatchSession session, BatchScreen screen, BatchTable table, bool json, CancellationToken cancellation)
    {
        var isComplete = await session.Complete(screen, cancellation);
        if (session.Batch is not { } there)
            return ExitCode.Failed;

        // What has ended is written also where the rest was interrupted or cancelled.
        await table.Write(session.Client, there, CancellationToken.None);
        if (json)
            Console.Out.WriteLine(Json.Text(Json.Of(there)));
        else
            Print(there, table);
        if (isComplete && session.CutShort is { } why)
            throw new CommandException(ExitCode.Failed, why);
        return isComplete && there.ItemsFailed == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    static (Batch Batch, DefinitionSet Set, BatchTable Table) Read(Request request)
    {
        var (batch, set) = Read(request.File);
        return (batch, set, BatchTable.Create(request.Table));
    }

    static (Batch Batch, DefinitionSet Set) Read(string file)
    {
        var problems = new Problems();
        var batch = BatchFile.Read(file, problems);
        if (batch is null || problems.Any)
            throw CommandException.WrongDefinition(problems);
        var set = DefinitionInput.Read(batch.Portfolio);
        BatchChecks.Check(batch, set, problems);
        return problems.Any ? throw CommandException.WrongDefinition(problems) : (batch, set);
    }

    static int Count(Batch batch)
    {
        Console.Out.WriteLine($"{Figures.Count(BatchItems.Count(batch))} items of {Figures.Count(BatchItems.Replications(batch))} replications each");
        return ExitCode.Done;
    }

    static void Print(Batch batch, BatchTable table)
    {
        var stored = batch.ItemsFromStore > 0 ? $", {Figures.Count(batch.ItemsFromStore)} of them answered by earlier runs of the same content" : "";
        Console.Out.WriteLine($"{batch.Name}: {Figures.Count(batch.ItemsSucceeded)} of {Figures.Count(batch.Items)} items succeeded{stored}");
        foreach (var (why, count) in table.Failures)
            Console.Out.WriteLine($"  {Figures.Count(count)} failed: {why}");
        Console.Out.WriteLine($"Table: {table.File}");
    }

    /// <summary>What was asked for.</summary>
    /// <param name="File">The batch's file.</param>
    /// <param name="Table">The table's file.</param>
    /// <param name="Retry">Computes again what failed.</param>
    /// <param name="Json">Prints JSON.</param>
    sealed record Request(string File, string Table, bool Retry, bool Json);
}
