using Microsoft.Data.Sqlite;
using Portfolio.Grains;

namespace Portfolio.Storage.Sqlite;

/// <summary>A change that waits for its commit.</summary>
abstract class PendingWrite
{
    /// <summary>Whether it cannot be done inside a transaction.</summary>
    public bool Alone { get; init; }

    /// <summary>Makes the change.</summary>
    public abstract void Make(SqliteConnection connection);

    /// <summary>Says that it is durable.</summary>
    public abstract void Acknowledge();

    /// <summary>Says that it was not made.</summary>
    public abstract void Refuse(Exception exception);
}

/// <summary>A change, and what came of it.</summary>
/// <param name="change">The change.</param>
/// <param name="turns">Where whoever waits goes on, one after the other; anywhere without it.</param>
sealed class PendingWrite<T>(Func<SqliteConnection, T> change, CommitTurns? turns = null) : PendingWrite
{
    readonly TaskCompletionSource<T> done = new(turns is null ? TaskCreationOptions.RunContinuationsAsynchronously : TaskCreationOptions.None);
    T? found;

    /// <summary>Ends once it is durable.</summary>
    public Task<T> Done => done.Task;

    /// <inheritdoc/>
    public override void Make(SqliteConnection connection) => found = change(connection);

    /// <inheritdoc/>
    public override void Acknowledge() => Tell(() => done.SetResult(found!));

    /// <inheritdoc/>
    public override void Refuse(Exception exception) => Tell(() => done.SetException(exception));

    void Tell(Action what)
    {
        if (turns is null)
            what();
        else
            turns.Add(what);
    }
}
