using System.Runtime.CompilerServices;
using Portfolio.Contracts.V1;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Grains.Runs;

/// <summary>The stream of durable work: what is merged and how its state changes, each at its position, and nothing before it is kept.</summary>
/// <param name="work">The work. To be read in its grain's turn, as all of this is to be called.</param>
/// <param name="news">Wakes those who follow.</param>
/// <param name="time">For signs of life.</param>
sealed class WorkStream(IWatchedWork work, News news, TimeProvider time)
{
    StreamLog Positions => new(work.Log);

    TimeSpan BeatEvery => work.State == State.Running ? News.BusyBeatEvery : News.IdleBeatEvery;

    /// <summary>What is new behind a position, by now.</summary>
    /// <param name="after">The position.</param>
    /// <param name="frame">Says what stands at an item's position; at once, before more is merged.</param>
    /// <exception cref="RefusedException">There is no such position, or it is too old.</exception>
    public async Task<List<TFrame>> New<TFrame>(StreamPosition after, Func<StreamItem, TFrame> frame)
    {
        await work.Keeping;
        var begin = Place(after);
        List<TFrame> frames = after.IsStart ? [] : [frame(new StreamItem(begin, StreamItemKind.Resumed))];
        for (var seen = begin; Next(seen) is { } item; seen = item.At)
            frames.Add(frame(item));
        return frames;
    }

    /// <summary>What is new behind a position, and comes to be, to the end; with signs of life.</summary>
    /// <param name="after">The position.</param>
    /// <param name="frame">Says what stands at an item's position; at once, as the grain may merge more before whoever follows goes on.</param>
    /// <param name="between">Time between two of what is merged, by the <see cref="Rhythm"/> of it; none where a change of state is next.</param>
    /// <param name="cancellation">Leaves.</param>
    /// <exception cref="RefusedException">There is no such position, or it is too old.</exception>
    public async IAsyncEnumerable<TFrame> Follow<TFrame>(StreamPosition after, Func<StreamItem, TFrame> frame, TimeSpan between, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await work.Keeping;
        var seen = Place(after);
        if (!after.IsStart)
            yield return frame(new StreamItem(seen, StreamItemKind.Resumed));
        var rhythm = new Rhythm(time, between);
        for (var beaten = 0L; ;)
        {
            var next = news.Next;
            await work.Keeping;
            if (Next(seen) is { } item)
            {
                seen = item.At;
                if (item.Kind == StreamItemKind.Merged)
                    rhythm.Come();
                yield return frame(item);
                if (item.Kind == StreamItemKind.End)
                    yield break;
                if (item.Kind == StreamItemKind.Merged)
                    await Pause(seen, rhythm, cancellation);
            }
            else if (!await News.Within(next, BeatEvery, time, cancellation) || (work.State == State.Running && time.GetElapsedTime(beaten) >= BeatEvery))
            {
                beaten = time.GetTimestamp();
                // Where the reader is: what is there beyond may not be kept yet, and is still to be told.
                yield return frame(new StreamItem(seen, StreamItemKind.Beat));
            }
        }
    }

    /// <summary>Waits until the next of what is merged may come, or a change of state is next.</summary>
    async Task Pause(StreamPosition seen, Rhythm rhythm, CancellationToken cancellation)
    {
        while (rhythm.Left is var left && left > TimeSpan.Zero)
        {
            var next = news.Next;
            await work.Keeping;
            if (Positions.NextChange(seen) is not null)
                return;
            await News.Within(next, left, time, cancellation);
        }
    }

    /// <summary>The next item behind a position: of what is merged only the newest, of changes each.</summary>
    StreamItem? Next(StreamPosition seen)
    {
        var merged = Positions.Merged(work.Done);
        var change = Positions.NextChange(seen);
        if (change is not null && (work.Done == 0 || merged <= seen || StreamLog.PositionOf(change) < merged))
            return new StreamItem(StreamLog.PositionOf(change), IsEnd(change) ? StreamItemKind.End : StreamItemKind.Change, change.Change);
        return work.Done > 0 && merged > seen ? new StreamItem(merged, StreamItemKind.Merged) : null;
    }

    /// <summary>Behind what a reader begins: one that was never there begins with what is merged, where anything is; and each stream of what has ended ends with its end.</summary>
    StreamPosition Place(StreamPosition after)
    {
        if (after.IsStart)
            return work.Done == 0 ? default : Before(Positions.Merged(work.Done));
        var asked = Positions.Resume(after, work.Done, work.Name);
        return work.Ended && asked == Positions.Newest(work.Done) ? Before(asked) : asked;
    }

    static StreamPosition Before(StreamPosition position) => position with { Sequence = position.Sequence - 1 };

    bool IsEnd(KeptChange change) => work.Ended && change == work.Log.Changes[^1];
}
