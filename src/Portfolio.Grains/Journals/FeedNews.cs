using System.Collections.Concurrent;

namespace Portfolio.Grains.Journals;

/// <summary>
/// Tells feeds that a silo's journals have new entries. What else is new while a feed is being told, or shortly after, waits for the next telling, which is one for all: watchers look for themselves
/// what there is, so it does not matter how often they are told.
/// </summary>
sealed class FeedNews(IGrainFactory grains, TimeProvider time)
{
    /// <summary>Nobody who watches notices it, and journals that record all the time need not tell of each commit.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    readonly ConcurrentDictionary<string, Teller> tellers = [];

    /// <summary>Says that a feed has new entries. Nobody waits for it; where it is lost, watchers notice at their next heartbeat.</summary>
    public void Tell(string feed) => tellers.GetOrAdd(feed, static (name, news) => news.TellerOf(name), this).Tell();

    Teller TellerOf(string feed) => new(grains.GetGrain<IFeedGrain>(feed), time);

    sealed class Teller(IFeedGrain feed, TimeProvider time)
    {
        const int Idle = 0;
        const int Telling = 1;
        const int More = 2;

        int state;

        public void Tell()
        {
            if (Interlocked.Exchange(ref state, More) == Idle)
                _ = Task.Run(TellAll);
        }

        async Task TellAll()
        {
            do
            {
                Volatile.Write(ref state, Telling);
                await feed.Announce().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await Task.Delay(Pause, time).ConfigureAwait(false);
            }
            while (Interlocked.CompareExchange(ref state, Idle, Telling) == More);
        }
    }
}
