using System.Runtime.CompilerServices;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;
using Content = Portfolio.Contracts.V1.RunFrame.ContentOneofCase;

namespace Portfolio.Grains.Streams;

/// <summary>The streams of runs as this silo's callers read them: one from each run for each view, however many read it.</summary>
public sealed class RunStreams(IGrainFactory grains)
{
    readonly Lock gate = new();
    readonly Dictionary<(string Run, View View), RunFeed> feeds = [];

    /// <summary>A run's frames behind a position, to its end: first the newest bands or "resumed", then what is missing, then what comes.</summary>
    /// <param name="run">The run's resource name.</param>
    /// <param name="after">Position behind which to begin.</param>
    /// <param name="view">Which bands.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async IAsyncEnumerable<RunFrame> Watch(string run, StreamPosition after, View view, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var grain = grains.GetGrain<IRunGrain>(run);
        var (feed, mailbox) = Join(run, grain, view);
        try
        {
            // What is asked for after joining meets what comes by the feed: nothing lies between the two.
            var seen = default(StreamPosition);
            IReadOnlyList<RunFrame> frames = await grain.CatchUp(after, view);
            do
            {
                foreach (var frame in frames)
                {
                    var at = new StreamPosition(frame.Epoch, frame.Sequence);
                    if (frame.ContentCase != Content.Heartbeat && at <= seen)
                        continue;
                    seen = at > seen ? at : seen;
                    yield return frame;
                }

                frames = frames is [.., { ContentCase: Content.Ended }] ? [] : await mailbox.Take(cancellation);
            }
            while (frames.Count > 0);
        }
        finally
        {
            Leave(run, view, feed, mailbox);
        }
    }

    (RunFeed Feed, Mailbox Mailbox) Join(string run, IRunGrain grain, View view)
    {
        lock (gate)
        {
            if (!feeds.TryGetValue((run, view), out var feed) || feed.IsOver)
                feeds[(run, view)] = feed = new RunFeed(grain, view);
            return (feed, feed.Join());
        }
    }

    void Leave(string run, View view, RunFeed feed, Mailbox mailbox)
    {
        lock (gate)
        {
            feed.Leave(mailbox);
            if (!feed.IsUnread)
                return;
            if (feeds.TryGetValue((run, view), out var known) && known == feed)
                feeds.Remove((run, view));
        }

        feed.Dispose();
    }
}
