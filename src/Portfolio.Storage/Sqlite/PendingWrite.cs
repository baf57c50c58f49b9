using Microsoft.Data.Sqlite;

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
/// <param name="then">How whoever waits goes on.</param>
sealed class PendingWrite<T>(Func<SqliteConnection, T> change, TaskCreationOptions then) : PendingWrite
{
    readonly TaskCompletionSource<T> done = new(then);
    T? found;

    /// <summary>Ends once it is durable.</summary>
    public Task<T> Done => done.Task;

    /// <inheritdoc/>
    public override void Make(SqliteConnection connection) => found = change(connection);

    /// <inheritdoc/>
    public override void Acknowledge() => done.SetResult(found!);

    /// <inheritdoc/>
    public override void Refuse(Exception exception) => done.SetException(exception);
}
