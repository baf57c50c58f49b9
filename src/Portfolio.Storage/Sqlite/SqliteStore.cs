using System.Globalization;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Portfolio.Grains;

namespace Portfolio.Storage.Sqlite;

/// <summary>
/// The embedded store: one SQLite file in write-ahead mode with full sync. One writer commits whatever is waiting in one
/// transaction, so that many callers share the cost of a sync; a write is acknowledged once it is on disk.
/// </summary>
/// <remarks>
/// It has no thread of its own: it commits when it is its turn, on the thread that those go on with who were acknowledged before.
/// Faults of the file or its disk are <see cref="StoreException"/>s. A commit that fails was rolled back, so nothing of it is seen
/// until the process ends; after a crash it may be there all the same, as any write that was never acknowledged.
/// </remarks>
public sealed class SqliteStore : IAsyncDisposable
{
    const int MostInOneCommit = 256;

    /// <summary>Bytes of a page of a new file: a run's statistics are tens of megabytes, and each page is written to the log, read from there and written again.</summary>
    const int PageSize = 1 << 14;

    /// <summary>How long a lock that another program holds is waited for: less than a grain's caller waits.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    readonly Channel<PendingWrite> writes = Channel.CreateUnbounded<PendingWrite>();
    readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly string connectionString;
    readonly string settings;
    SqliteWriter? writer;
    int isGoing;

    /// <summary>Opens the store, makes it if there is none, and brings its schema up to date.</summary>
    /// <param name="file">Path of the database file.</param>
    /// <param name="patience">How long a lock that another program holds is waited for; 5 s without it.</param>
    /// <exception cref="StoreException">The file cannot be used, or a newer version made it.</exception>
    public SqliteStore(string file, TimeSpan? patience = null)
    {
        File = Path.GetFullPath(file);
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);

        // SQLite itself waits for locks, so that the library, which sleeps between its tries, need not.
        connectionString = new SqliteConnectionStringBuilder { DataSource = File, Pooling = true, DefaultTimeout = 1 }.ToString();
        var busy = ((long)(patience ?? Patience).TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        SqliteRestoration.Complete(File);
        settings = $"PRAGMA busy_timeout = {busy}; PRAGMA page_size = {PageSize}; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
        Migrate();
    }

    /// <summary>Path of the database file.</summary>
    public string File { get; }

    /// <summary>Turns of those who write, between its commits.</summary>
    public CommitTurns Turns { get; } = new();

    /// <summary>Makes a change durable. Changes of one caller are made in the order in which they were asked for.</summary>
    public Task Write(Action<SqliteConnection> change) => Ask(Asked(change));

    /// <summary>Makes a change durable, and tells what came of it. Changes of one caller are made in the order in which they were asked for.</summary>
    public Task<T> Write<T>(Func<SqliteConnection, T> change) => Ask(new PendingWrite<T>(change));

    /// <summary>Makes a change durable for somebody who goes on when it is their turn, before the next commit.</summary>
    internal Task<T> WriteInTurn<T>(Func<SqliteConnection, T> change) => Ask(new PendingWrite<T>(change, Turns));

    /// <summary>Appends of rows over the connection that writes, which may be another after a fault. Only a change that is being made may ask.</summary>
    internal SqliteAppends Appends => Writer.Appends;

    /// <summary>Does what cannot be done inside a transaction, with no other change under way.</summary>
    public Task Tend(Action<SqliteConnection> tend) => Ask(Asked(tend, alone: true));

    /// <summary>Reads, off the caller's thread: SQLite knows no asynchronous reading.</summary>
    public Task<T> Read<T>(Func<SqliteConnection, T> read) => Task.Run(() => Guarded(() =>
    {
        using var connection = Open();
        return read(connection);
    }));

    /// <summary>Writes a copy of the store as it is at one moment, compact; nobody waits for it.</summary>
    /// <param name="file">The file to make; there must be none yet.</param>
    public Task BackUp(string file) => Read(connection => connection.Execute("VACUUM INTO $file", ("$file", file)));

    /// <summary>Writes what is waiting and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        writes.Writer.TryComplete();
        Go();
        await ended.Task;
        Close();
    }

    SqliteWriter Writer => writer ??= new SqliteWriter(Open());

    static PendingWrite<bool> Asked(Action<SqliteConnection> change, bool alone = false) => new(connection =>
    {
        change(connection);
        return true;
    })
    { Alone = alone };

    Task<T> Ask<T>(PendingWrite<T> pending)
    {
        ObjectDisposedException.ThrowIf(!writes.Writer.TryWrite(pending), this);
        Go();
        return pending.Done;
    }

    void Migrate()
    {
        try
        {
            Guarded(() =>
            {
                using var connection = Open();
                SqliteSchema.Migrate(connection, File);
                return true;
            });
        }
        catch
        {
            Close();
            throw;
        }
    }

    SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        connection.Execute(settings);
        return connection;
    }

    void Close()
    {
        writer?.Dispose();
        writer = null;
        SqliteConnection.ClearPool(new SqliteConnection(connectionString));
    }

    /// <summary>Has what waits committed, unless somebody is about to.</summary>
    void Go()
    {
        if (Interlocked.Exchange(ref isGoing, 1) == 0)
            Turns.AddCommit(CommitWaiting);
    }

    void CommitWaiting()
    {
        if (NextBatch() is { Count: > 0 } batch)
            Commit(batch);
        Interlocked.Exchange(ref isGoing, 0);
        if (writes.Reader.TryPeek(out _))
            Go();
        else if (writes.Reader.Completion.IsCompleted)
            ended.TrySetResult();
    }

    List<PendingWrite> NextBatch()
    {
        var batch = new List<PendingWrite>();
        while (batch.Count < MostInOneCommit && writes.Reader.TryPeek(out var next) && (batch.Count == 0 || !(next.Alone || batch[0].Alone)))
        {
            writes.Reader.TryRead(out _);
            batch.Add(next);
        }

        return batch;
    }

    /// <summary>
    /// Commits a batch. Where one of its changes fails, each is tried by itself, so that only the culprit is told; where the store
    /// fails, all of them are told, and nothing of the batch was done. Nobody is left waiting.
    /// </summary>
    void Commit(List<PendingWrite> batch)
    {
        try
        {
            Guarded(() => Make(batch));
            batch.ForEach(pending => pending.Acknowledge());
        }
        catch (Exception exception) when (batch.Count == 1 || exception is StoreException)
        {
            // What a fault leaves of a connection is not relied on: the next commit opens another.
            if (exception is StoreException)
                Forget();
            batch.ForEach(pending => pending.Refuse(exception));
        }
        catch (Exception)
        {
            foreach (var pending in batch)
                Commit([pending]);
        }
    }

    bool Make(List<PendingWrite> batch)
    {
        if (batch[0].Alone)
            Writer.Make(batch[0]);
        else
            Writer.Commit(batch);
        return true;
    }

    void Forget()
    {
        try
        {
            Close();
        }
        catch (SqliteException)
        {
            writer = null;
        }
    }

    /// <summary>Tells faults of the store from faults of a statement.</summary>
    T Guarded<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (SqliteException exception) when (SqliteFaults.Of(exception, File) is { } fault)
        {
            throw fault;
        }
    }
}
