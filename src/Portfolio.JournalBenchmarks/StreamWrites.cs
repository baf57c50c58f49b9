using Portfolio.Client;

namespace Portfolio.JournalBenchmarks;

/// <summary>Entries recorded over streams, by writers who share one as those of one program do, or who have one each over a connection of its own.</summary>
sealed class StreamWrites(JournalServer server, Spending spending, int writers, bool isShared) : IBoundary
{
    readonly List<(PortfolioClient Client, EntryRecorder Recorder)> writing = [.. Enumerable.Range(0, isShared ? 1 : writers).Select(_ => server.NewClient()).Select(client => (client, client.RecordEntries()))];

    /// <inheritdoc/>
    public string Name => isShared ? "a stream over gRPC for all" : "streams over gRPC, a connection each";

    /// <inheritdoc/>
    public async Task Write(int writer, string subject)
    {
        var entry = spending.Next();
        entry.Subject = subject;
        await writing[writer % writing.Count].Recorder.Record(entry);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var (client, recorder) in writing)
        {
            await recorder.DisposeAsync();
            client.Dispose();
        }
    }
}
