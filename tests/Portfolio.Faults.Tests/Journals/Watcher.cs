using Grpc.Core;
using Portfolio.Contracts.V1;

namespace Portfolio.Faults.Tests.Journals;

/// <summary>A client that watches all changes of a portfolio and, when the stream is lost, goes on behind the last one it saw.</summary>
sealed class Watcher(string portfolio, MortalServer server)
{
    readonly List<Entry> entries = [];
    readonly List<Revision> revisions = [];
    long seen;

    /// <summary>Entries it saw, in that order.</summary>
    public IReadOnlyList<Entry> Entries => entries;

    /// <summary>Revisions it saw, in that order.</summary>
    public IReadOnlyList<Revision> Revisions => revisions;

    /// <summary>Watches until it sees an entry with a key.</summary>
    public async Task WatchUntil(string key, CancellationToken patience)
    {
        while (entries.Count == 0 || entries[^1].Key != key)
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
        using var call = server.Client.Changes.WatchChanges(new WatchChangesRequest { Parent = portfolio, AfterSequence = seen }, cancellationToken: patience);
        await foreach (var frame in call.ResponseStream.ReadAllAsync(patience))
        {
            if (frame.ChangeCase == ChangeFrame.ChangeOneofCase.None)
                continue;
            Assert.True(frame.Sequence > seen, $"{frame.Sequence} comes after {seen}");
            seen = frame.Sequence;
            if (frame.Revision is not null)
                revisions.Add(frame.Revision);
            if (frame.Entry is not { } entry)
                continue;
            Assert.Equal(frame.Sequence, entry.Sequence);
            entries.Add(entry);
            if (entry.Key == key)
                return;
        }
    }
}
