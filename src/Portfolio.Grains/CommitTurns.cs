using System.Collections.Concurrent;

namespace Portfolio.Grains;

/// <summary>
/// Whose turn it is between two commits of the store. Who was acknowledged goes on first, and the next commit begins when nobody is left to begin: so what they bring is part of it, and shares its sync. Threads that
/// wake each other for every entry take longer than the entry.
/// </summary>
/// <remarks>
/// Turns are taken one after the other by a thread of the pool. Before it takes one while others wait, it asks for another thread, which goes on with these: a turn that takes long, or waits for what comes behind it, holds up nobody else.
/// </remarks>
public sealed class CommitTurns : IThreadPoolWorkItem
{
    /// <summary>Turns that a thread takes before whatever else the pool has to do.</summary>
    const int MostInARow = 256;

    readonly ConcurrentQueue<Action> turns = new();
    readonly ConcurrentQueue<Action> commits = new();
    readonly Action<IThreadPoolWorkItem> ask;
    int isAsked;

    /// <summary>Turns that threads of the pool take.</summary>
    public CommitTurns()
        : this(static turns => ThreadPool.UnsafeQueueUserWorkItem(turns, preferLocal: false))
    {
    }

    /// <summary>Turns that somebody else's threads take.</summary>
    /// <param name="ask">Asks for a thread.</param>
    internal CommitTurns(Action<IThreadPoolWorkItem> ask) => this.ask = ask;

    /// <summary>Adds a turn. It must not throw.</summary>
    public void Add(Action turn)
    {
        turns.Enqueue(turn);
        Ask();
    }

    /// <summary>Adds a commit, which comes when all turns that were added by then have begun. It must not throw.</summary>
    public void AddCommit(Action commit)
    {
        commits.Enqueue(commit);
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
        for (var taken = 0; taken < MostInARow; taken++)
        {
            if (!turns.TryDequeue(out var next) && !commits.TryDequeue(out next))
                return;
            if (!turns.IsEmpty || !commits.IsEmpty)
                Ask();
            next();
        }

        Ask();
    }

    /// <summary>Asks for a thread, unless one is on its way.</summary>
    void Ask()
    {
        if (Interlocked.Exchange(ref isAsked, 1) == 0)
            ask(this);
    }
}
