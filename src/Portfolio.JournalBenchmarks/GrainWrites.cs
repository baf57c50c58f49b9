using System.Collections.Concurrent;
using Portfolio.Grains.Journals;

namespace Portfolio.JournalBenchmarks;

/// <summary>Entries recorded within the server's process, by calls of their journals' grains, as grains would do it. It keeps the reference of each grain it writes to.</summary>
sealed class GrainWrites(JournalServer server, Spending spending) : IBoundary
{
    readonly ConcurrentDictionary<string, IJournalGrain> journals = [];

    /// <inheritdoc/>
    public string Name => "journal's grain, in the server";

    /// <inheritdoc/>
    public async Task Write(int writer, string subject) =>
        await journals.GetOrAdd(subject, name => server.Grains.GetGrain<IJournalGrain>(name)).Record(new RecordOrder([spending.Next()], Partial: false, ValidateOnly: false));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
