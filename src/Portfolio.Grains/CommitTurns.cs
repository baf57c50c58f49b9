using System.Collections.Concurrent;

namespace Portfolio.Grains;

/// <summary>
/// Whose turn it is between two commits of the store. Who was acknowledged goes on first, and the next commit begins when nobody is left to go on: so what they bring is part of it, and shares its sync.
/// </summary>
/// <remarks>
/// One thread of the pool, the leader, takes turns and commits one after the other: threads that wake each other for every entry take longer than the entry. Whatever else the pool has to do comes before its next commit.
/// While it commits, another thread takes the turns that come meanwhile; and where a turn takes long, or waits for what comes behind it, another leads.
/// </remarks>
public sealed partial class CommitTurns : IThreadPoolWorkItem
{
    const int Nobody = 0;

    readonly ConcurrentQueue<Action> turns = new();
    readonly ConcurrentQueue<Action> commits = new();
    readonly Action<IThreadPoolWorkItem> ask;
    readonly Func<bool> isBusy;
    int leader = Nobody;
    int isAsked;
    long begun;
    volatile bool isCommitting;

    /// <summary>Turns that threads of the pool take.</summary>
    public CommitTurns()
        : this(static turns => ThreadPool.UnsafeQueueUserWorkItem(turns, preferLocal: false), static () => ThreadPool.PendingWorkItemCount > 0, TimeProvider.System)
    {
    }

    /// <summary>Turns that somebody else's threads take.</summary>
    /// <param name="ask">Asks for a thread.</param>
    /// <param name="isBusy">Whether threads have something else to do.</param>
    /// <param name="time">By which leaders are watched.</param>
    internal CommitTurns(Action<IThreadPoolWorkItem> ask, Func<bool> isBusy, TimeProvider time)
    {
        (this.ask, this.isBusy) = (ask, isBusy);
        watch = time.CreateTimer(static turns => ((CommitTurns)turns!).Watch(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    bool IsEmpty => turns.IsEmpty && commits.IsEmpty;

    /// <summary>Adds a turn. It must not throw.</summary>
    public void Add(Action turn)
    {
        turns.Enqueue(turn);

        // Either a leader who is about to leave or to commit sees the turn, or it is seen here that nobody will take it.
        Interlocked.MemoryBarrier();
        var leading = Volatile.Read(ref leader);
        if (leading == Nobody || (isCommitting && leading != Environment.CurrentManagedThreadId))
            Ask();
    }

    /// <summary>Adds a commit, which comes when all turns that were added by then have begun. It must not throw.</summary>
    public void AddCommit(Action commit)
    {
        commits.Enqueue(commit);
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref leader) == Nobody)
            Ask();
    }

    /// <summary>Ends when it is the caller's turn: those who were acknowledged before have gone on.</summary>
    public Task Next()
    {
        var turn = new TaskCompletionSource();
        Add(turn.SetResult);
        return turn.Task;
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute()
    {
        Interlocked.Exchange(ref isAsked, 0);
        var own = Environment.CurrentManagedThreadId;
        if (TryLead(own))
            Lead(own);
        else
            StandIn();
    }

    void Lead(int own)
    {
        var hasTaken = false;
        while (Volatile.Read(ref leader) == own)
        {
            if (TakeTurn() || ((!hasTaken || !isBusy()) && TakeCommit()))
            {
                hasTaken = true;
                continue;
            }

            if (Interlocked.CompareExchange(ref leader, Nobody, own) == own && !IsEmpty)
                Ask();
        }
    }

    /// <summary>Takes the leader's turns while it commits.</summary>
    void StandIn()
    {
        while (isCommitting && TakeTurn())
        {
        }
    }

    bool TryLead(int own)
    {
        if (Interlocked.CompareExchange(ref leader, own, Nobody) != Nobody)
            return false;
        BeginToWatch();
        return true;
    }

    bool TakeTurn()
    {
        if (!turns.TryDequeue(out var turn))
            return false;
        Interlocked.Increment(ref begun);
        turn();
        return true;
    }

    /// <summary>Makes a commit, unless turns have come; false where there is none.</summary>
    bool TakeCommit()
    {
        if (commits.IsEmpty)
            return false;

        // Whoever adds a turn before this is seen to; whoever does it later asks for a thread.
        isCommitting = true;
        Interlocked.MemoryBarrier();
        if (turns.IsEmpty && commits.TryDequeue(out var commit))
        {
            Interlocked.Increment(ref begun);
            commit();
        }

        isCommitting = false;
        return true;
    }

    /// <summary>Asks for a thread, unless one is on its way.</summary>
    void Ask()
    {
        if (Interlocked.Exchange(ref isAsked, 1) == 0)
            ask(this);
    }
}
