using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Faults.Tests.Streams;

/// <summary>Somebody who watches a run through the client, and holds it to its word: positions only rise, and there is one end.</summary>
/// <param name="client">The way to the server.</param>
/// <param name="seen">Takes what is seen.</param>
/// <param name="news">Counts what comes, where anybody wants to know.</param>
sealed class Reader(PortfolioClient client, SeenFrames seen, Moments? news = null)
{
    readonly List<(int Epoch, long Sequence)> positions = [];

    /// <summary>Of the changes of state that others saw, those behind the first position that this reader saw, and that it did not see.</summary>
    public IEnumerable<(int Epoch, long Sequence)> Missed(string run) => seen.Changes(run).Where(change => change.CompareTo(positions[0]) > 0).Except(positions);

    /// <summary>Watches a run to its end.</summary>
    /// <returns>The run as it ended.</returns>
    public async Task<Run> Watch(string run, CancellationToken patience)
    {
        var ends = new List<Run>();
        var begun = new HashSet<int>();
        var last = (Epoch: 0, Sequence: -1L);
        await foreach (var frame in client.Watch(run, null, patience))
        {
            last = Next(frame, last);
            positions.Add(last);
            if (frame.Change is not null)
                begun.Add(frame.Epoch);
            if (frame.Ended is { } end)
                ends.Add(end);
        }

        // Whoever goes on with a run opens an epoch and says that it runs: even where nobody saw that, it is missed.
        Assert.Empty(Enumerable.Range(positions[0].Epoch, last.Epoch - positions[0].Epoch).Select(before => before + 1).Except(begun));
        return Assert.Single(ends);
    }

    /// <summary>Watches a run again and again, each time until so many frames have come as chance decides, and leaves without a word; to its end at last.</summary>
    /// <param name="run">The run.</param>
    /// <param name="random">Says how many frames.</param>
    /// <param name="left">Counts how often it left before the end.</param>
    /// <param name="patience">Gives up.</param>
    public async Task WatchInPieces(string run, Random random, Moments left, CancellationToken patience)
    {
        const int mostFrames = 20;
        while (!await WatchPiece(run, random.Next(mostFrames), patience))
            left.Count();
    }

    /// <summary>Watches a run for one frame, and so many more.</summary>
    /// <returns>Whether the last of them was its end.</returns>
    async Task<bool> WatchPiece(string run, int more, CancellationToken patience)
    {
        var last = (Epoch: 0, Sequence: -1L);
        await foreach (var frame in client.Watch(run, null, patience))
        {
            last = Next(frame, last);
            if (frame.Ended is not null)
                return true;
            if (more-- == 0)
                return false;
        }

        throw new InvalidOperationException($"the stream of {run} is over before its end");
    }

    (int Epoch, long Sequence) Next(RunFrame frame, (int Epoch, long Sequence) last)
    {
        news?.Count();
        seen.Add(frame);
        if (frame.ContentCase == RunFrame.ContentOneofCase.Heartbeat)
            return last;
        var here = (frame.Epoch, frame.Sequence);
        Assert.True(here.CompareTo(last) > 0, $"{here} comes after {last}");
        return here;
    }
}
