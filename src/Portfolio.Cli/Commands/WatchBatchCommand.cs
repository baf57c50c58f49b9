using System.CommandLine;
using Portfolio.Cli.Connection;
using Portfolio.Cli.Rendering;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio batches watch</c>: follows a batch to its end, and writes its table.</summary>
static class WatchBatchCommand
{
    /// <summary>The command.</summary>
    /// <param name="naming">How batches are named on the command line.</param>
    public static Command Create(string naming)
    {
        var name = new Argument<string>("NAME") { Description = naming };
        var table = new Option<string?>("--out") { Description = "File to write, with a row for each item: Parquet where its name ends with .parquet, else CSV. Default: NAME with .csv." };
        var json = new Option<bool>("--json") { Description = "Prints the batch as JSON and nothing else; the table is written all the same." };
        return ServerChoice.Asking(new Command("watch", "Follows a batch to its end and writes its table. It goes on without it.") { name, table, json }, async (parsed, client, cancellation) =>
        {
            var request = new GetBatchRequest { Name = WorkCommand.NameOf("batches", parsed.GetRequiredValue(name)) };
            var batch = await WorkCommand.Ask("batches", () => client.Batches.GetBatchAsync(request, cancellationToken: cancellation).ResponseAsync);
            await using var written = BatchTable.Create(parsed.GetValue(table) ?? $"{WorkTables.IdOf(batch.Name)}.csv");
            using var screen = BatchScreen.Create(parsed.GetValue(json));
            return await BatchCommand.Tell(new HeldBatch(client, batch, screen), screen, written, parsed.GetValue(json), cancellation);
        });
    }
}
