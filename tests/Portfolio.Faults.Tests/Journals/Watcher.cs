using Grpc.Core;
using Portfolio.Contracts.V1;

namespace Portfolio.Faults.Tests.Journals;

/// <summary>A client that watches all entries of a portfolio and, when the stream is lost, goes on behind the last one it saw.</summary>
sealed class Watcher(string portfolio, MortalServer server)
{
    readonly List<Entry> seen = [];

    /// <summary>What it saw, in that order.</summary>
    public IReadOnlyList<Entry> Seen => seen;

    /// <summary>Watches until it sees an entry with a key.</summary>
    public async Task WatchUntil(string key, CancellationToken patience)
    {
        while (seen.Count == 0 || seen[^1].Key != key)
        {
            await server.WhenUp(patience);
            try
            {
                await Take(key, patience);
            }
            catch (RpcException exception) when (MortalServer.IsLoss(exception) && !patience.IsCancellationRequested)
            {
                // Goes on as soon as there is somebody to watch.
            }
        }
    }

    async Task Take(string key, CancellationToken patience)
    {
        var after = seen.Count == 0 ? 0 : seen[^1].Sequence;
        using var call = server.Client.Journals.WatchEntries(new WatchEntriesRequest { Parent = portfolio, AfterSequence = after }, cancellationToken: patience);
        await foreach (var frame in call.ResponseStream.ReadAllAsync(patience))
        {
            if (frame.Entry is not { } entry)
                continue;
            Assert.Equal(frame.Sequence, entry.Sequence);
            Assert.True(entry.Sequence > (seen.Count == 0 ? 0 : seen[^1].Sequence), $"{entry.Sequence} comes after {seen.LastOrDefault()?.Sequence}");
            seen.Add(entry);
            if (entry.Key == key)
                return;
        }
    }
}
