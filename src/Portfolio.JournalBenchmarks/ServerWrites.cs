using Portfolio.Grains.Journals;

namespace Portfolio.JournalBenchmarks;

/// <summary>Entries recorded within the server's process, as its streams and calls do: what recording costs before anything goes over a network.</summary>
sealed class ServerWrites(JournalServer server, Spending spending) : IBoundary
{
    /// <inheritdoc/>
    public string Name => "within the server";

    /// <inheritdoc/>
    public Task Write(int writer, string subject) => server.Journals.Record(subject, new RecordOrder([spending.Next()], Partial: false, ValidateOnly: false));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
