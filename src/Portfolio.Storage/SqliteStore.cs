using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Portfolio.Storage;

/// <summary>
/// The embedded store: one SQLite file in write-ahead mode with full sync. One writer commits whatever is waiting in one
/// transaction, so that many callers share the cost of a sync; a write is acknowledged once it is on disk.
/// </summary>
public sealed class SqliteStore : IAsyncDisposable
{
    const int MostInOneCommit = 256;

    readonly Channel<PendingWrite> writes = Channel.CreateUnbounded<PendingWrite>(new UnboundedChannelOptions { SingleReader = true });
    readonly string connectionString;
    readonly SqliteConnection writer;
    readonly Task writing;

    /// <summary>Opens the store, makes it if there is none, and brings its schema up to date.</summary>
    /// <param name="file">Path of the database file.</param>
    public SqliteStore(string file)
    {
        File = Path.GetFullPath(file);
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        connectionString = new SqliteConnectionStringBuilder { DataSource = File, Pooling = true, DefaultTimeout = 30 }.ToString();
        writer = Open();
        try
        {
            SqliteSchema.Migrate(writer, File);
        }
        catch
        {
            writer.Dispose();
            SqliteConnection.ClearPool(writer);
            throw;
        }

        writing = Task.Run(WriteWaiting);
    }

    /// <summary>Path of the database file.</summary>
    public string File { get; }

    /// <summary>Makes a change durable. Changes of one caller are made in the order in which they were asked for.</summary>
    public async Task Write(Action<SqliteConnection> change)
    {
        var pending = new PendingWrite(change);
        await writes.Writer.WriteAsync(pending);
        await pending.Done.Task;
    }

    /// <summary>Reads, off the caller's thread: SQLite knows no asynchronous reading.</summary>
    public Task<T> Read<T>(Func<SqliteConnection, T> read) => Task.Run(() =>
    {
        using var connection = Open();
        return read(connection);
    });

    /// <summary>Writes what is waiting and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        writes.Writer.TryComplete();
        await writing;
        await writer.DisposeAsync();
        SqliteConnection.ClearPool(new SqliteConnection(connectionString));
    }

    SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 30000;");
        return connection;
    }

    async Task WriteWaiting()
    {
        var batch = new List<PendingWrite>();
        while (await writes.Reader.WaitToReadAsync())
        {
            while (batch.Count < MostInOneCommit && writes.Reader.TryRead(out var pending))
                batch.Add(pending);
            Commit(batch);
            batch.Clear();
        }
    }

    /// <summary>Commits a batch; where one of its changes fails, each is tried by itself so that only the culprit is told.</summary>
    void Commit(List<PendingWrite> batch)
    {
        try
        {
            using var transaction = writer.BeginTransaction();
            foreach (var pending in batch)
                pending.Change(writer);
            transaction.Commit();
            batch.ForEach(pending => pending.Done.TrySetResult());
        }
        catch (Exception exception) when (batch.Count == 1)
        {
            batch[0].Done.TrySetException(exception);
        }
        catch (Exception)
        {
            foreach (var pending in batch)
                Commit([pending]);
        }
    }

    sealed record PendingWrite(Action<SqliteConnection> Change)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
