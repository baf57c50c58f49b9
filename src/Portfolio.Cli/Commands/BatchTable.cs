using Grpc.Core;
using Portfolio.Cli.Columns;
using Portfolio.Client;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Batches;

namespace Portfolio.Cli.Commands;

/// <summary>The table of a batch: reads its items from the server and writes them.</summary>
sealed class BatchTable : IAsyncDisposable
{
    readonly TableFile file;
    readonly SortedDictionary<string, int> failures = new(StringComparer.Ordinal);

    BatchTable(TableFile file) => this.file = file;

    /// <summary>The file.</summary>
    public string File => file.Path;

    /// <summary>Why items failed, and how many did so.</summary>
    public IReadOnlyDictionary<string, int> Failures => failures;

    /// <summary>Opens the file, so that it is known before anything is computed whether it can be written. What is in it stays until there is something to write.</summary>
    /// <exception cref="CommandException">It cannot.</exception>
    public static BatchTable Create(string path) => new(TableFile.Open("--out", path));

    /// <summary>Writes every item as it stands.</summary>
    public async Task Write(PortfolioClient client, Batch batch, CancellationToken cancellation)
    {
        var items = new List<BatchItem>();
        using var call = client.Batches.ReadBatchItems(new ReadBatchItemsRequest { Name = batch.Name }, cancellationToken: cancellation);
        await foreach (var item in call.ResponseStream.ReadAllAsync(cancellation))
            items.Add(item);
        foreach (var failed in items.Where(item => item.Error is not null))
            failures[failed.Error.Message] = failures.GetValueOrDefault(failed.Error.Message) + 1;
        await file.Write(ItemTable.Of(items, BatchItems.Replications(batch)), items.Count);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => file.DisposeAsync();
}
