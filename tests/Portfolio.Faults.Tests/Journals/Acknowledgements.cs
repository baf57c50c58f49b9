using System.Collections.Concurrent;
using Portfolio.Contracts.V1;

namespace Portfolio.Faults.Tests.Journals;

/// <summary>Everything that the server said it had recorded, as clients were told.</summary>
sealed class Acknowledgements
{
    readonly ConcurrentDictionary<string, Entry> entries = [];
    readonly Moments calls = new();

    /// <summary>The entries by their keys.</summary>
    public IReadOnlyDictionary<string, Entry> Entries => entries;

    /// <summary>Takes an answer. An entry that was acknowledged before must be the very same.</summary>
    public void Add(IEnumerable<Entry> answered)
    {
        foreach (var entry in answered)
            Assert.Equal(entries.GetOrAdd(entry.Key, entry), entry);
        calls.Count();
    }

    /// <summary>Ends once so many more calls are answered.</summary>
    public Task After(int more) => calls.After(more);
}
