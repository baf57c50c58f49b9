using Grpc.Core;
using Portfolio.Cli.Columns;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary>The outcomes of every replication as a table: a row for each scenario, replication and subject. Part by part, so that no run is too long for it.</summary>
sealed class OutcomeFile : IAsyncDisposable
{
    /// <summary>Rows written together: some ten megabytes, and enough for a row group of Parquet.</summary>
    const int RowsOfAPart = 65_536;

    readonly TableFile file;

    OutcomeFile(TableFile file) => this.file = file;

    /// <summary>Opens the file, so that it is known before anything is simulated whether it can be written. What is in it stays until there is something to write.</summary>
    /// <exception cref="CommandException">It cannot.</exception>
    public static OutcomeFile Create(string path) => new(TableFile.Open("--outcomes", path));

    /// <summary>Writes what a run found.</summary>
    public async Task Write(PortfolioClient client, string? scenario, Run run, CancellationToken cancellation)
    {
        using var call = client.Runs.ReadOutcomes(new ReadOutcomesRequest { Name = run.Name }, cancellationToken: cancellation);
        var part = new OutcomeRows(scenario);
        await foreach (var block in call.ResponseStream.ReadAllAsync(cancellation))
        {
            part.Add(block);
            if (part.Count < RowsOfAPart)
                continue;
            await file.Write(part.Columns, part.Count);
            part = new OutcomeRows(scenario);
        }

        if (part.Count > 0)
            await file.Write(part.Columns, part.Count);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => file.DisposeAsync();
}
