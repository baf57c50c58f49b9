using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.JournalBenchmarks;

/// <summary>Entries recorded over gRPC, one a call; each writer has a connection of its own.</summary>
sealed class CallWrites(JournalServer server, Spending spending, int writers) : IBoundary
{
    readonly List<PortfolioClient> clients = [.. Enumerable.Range(0, writers).Select(_ => server.NewClient())];

    /// <inheritdoc/>
    public string Name => "calls over gRPC, a connection each";

    /// <inheritdoc/>
    public async Task Write(int writer, string subject) =>
        await clients[writer].Journals.RecordEntriesAsync(new RecordEntriesRequest { Subject = subject, Entries = { spending.Next() } });

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        return ValueTask.CompletedTask;
    }
}
