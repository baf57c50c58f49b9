using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;

namespace Portfolio.Grains.Tests;

/// <summary>Watching runs with a limit to patience.</summary>
static class Watching
{
    /// <summary>The frames that say something new, up to one for which something holds, or to the end.</summary>
    public static async Task<List<RunFrame>> Frames(this IRunGrain run, Func<RunFrame, bool>? last = null, long after = 0, View? view = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience.Limit);
        var frames = new List<RunFrame>();
        await foreach (var frame in run.Watch(new StreamPosition(0, after), view, between: default, patience.Token))
        {
            if (frame.Heartbeat is not null || frame.Resumed is not null)
                continue;
            frames.Add(frame);
            if (last?.Invoke(frame) ?? false)
                break;
        }

        return frames;
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>The run as it ended.</returns>
    public static async Task<Run> End(this IRunGrain run) => (await run.Frames())[^1].Ended;

    /// <summary>Waits until this many replications are merged.</summary>
    public static Task Reaches(this IRunGrain run, int replications) => run.Frames(frame => frame.Bands?.ReplicationsDone >= replications);
}
