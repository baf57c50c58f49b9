using System.Collections.Concurrent;

namespace Portfolio.Grains.Journals;

/// <summary>
/// Tells feeds that a silo's journals have new entries. While a feed is being told, what else is new waits for the next telling, which is one for all: watchers look for themselves what there is,
/// so it does not matter how often they are told.
/// </summary>
sealed class FeedNews(IGrainFactory grains)
{
    readonly ConcurrentDictionary<string, Teller> tellers = [];

    /// <summary>Says that a feed has new entries. Nobody waits for it; where it is lost, watchers notice at their next heartbeat.</summary>
    public void Tell(string feed) => tellers.GetOrAdd(feed, static (name, grains) => new Teller(grains.GetGrain<IFeedGrain>(name)), grains).Tell();

    sealed class Teller(IFeedGrain feed)
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
            }
            while (Interlocked.CompareExchange(ref state, Idle, Telling) == More);
        }
    }
}
