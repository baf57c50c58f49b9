namespace Portfolio.Grains;

/// <content>Looks whether the leader goes on. One who did not from one time to the next leads no longer, and ends with the turn they are in.</content>
public sealed partial class CommitTurns
{
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    readonly ITimer watch;
    int isWatched;
    long seen;

    void BeginToWatch()
    {
        if (Interlocked.Exchange(ref isWatched, 1) == 0)
            watch.Change(Patience, Patience);
    }

    void Watch()
    {
        var (before, leading) = (seen, Volatile.Read(ref leader));
        seen = Interlocked.Read(ref begun);
        if (leading == Nobody && IsEmpty)
            Rest();
        else if (seen == before && !IsEmpty)
            Replace(leading);
    }

    /// <summary>Has somebody else lead, or, while a commit takes long, take turns.</summary>
    void Replace(int leading)
    {
        if (!isCommitting)
            Interlocked.CompareExchange(ref leader, Nobody, leading);
        Ask();
    }

    void Rest()
    {
        watch.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Interlocked.Exchange(ref isWatched, 0);
        if (Volatile.Read(ref leader) != Nobody)
            BeginToWatch();
    }
}
