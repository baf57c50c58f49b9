using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Portfolio.Grains.Journals;

/// <summary>
/// The journals whose grains are active on this silo, and the way to record in any journal. Most are written to where they are active: there an entry is handed over by a call and acknowledged by the store's
/// commit, without a message to the grain, its turn, and a message back, which take longer than the entry's share of the commit.
/// </summary>
public sealed class ActiveJournals(IGrainFactory grains, IServiceProvider services)
{
    readonly ConcurrentDictionary<string, JournalWriter> writers = [];

    /// <inheritdoc cref="IJournalGrain.Record"/>
    /// <param name="journal">Resource name of the initiative or portfolio.</param>
    /// <param name="order">The entries.</param>
    public Task<Recorded> Record(string journal, RecordOrder order) =>
        writers.TryGetValue(journal, out var writer) ? writer.Record(order) : grains.GetGrain<IJournalGrain>(journal).Record(order);

    /// <summary>The writer of a journal whose grain becomes active.</summary>
    internal JournalWriter Open(string journal) => writers[journal] = ActivatorUtilities.CreateInstance<JournalWriter>(services, journal);

    /// <summary>Says that its grain is active no longer. Whoever is just recording goes on; so does the next activation, behind what that brings.</summary>
    internal void Close(JournalWriter writer) => writers.TryRemove(new(writer.Name, writer));
}
