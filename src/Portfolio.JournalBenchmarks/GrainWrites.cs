using Portfolio.Grains.Journals;

namespace Portfolio.JournalBenchmarks;

/// <summary>Entries recorded within the server's process, by calls of their journals' grains: what recording costs before anything goes over a network.</summary>
sealed class GrainWrites(JournalServer server, Spending spending) : IBoundary
{
    /// <inheritdoc/>
    public string Name => "journal's grain, in the server";

    /// <inheritdoc/>
    public async Task Write(int writer, string subject) =>
        await server.Grains.GetGrain<IJournalGrain>(subject).Record(new RecordOrder([spending.Next()], Partial: false, ValidateOnly: false));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
