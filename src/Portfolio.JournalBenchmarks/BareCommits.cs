using System.Globalization;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Portfolio.JournalBenchmarks;

/// <summary>
/// What SQLite itself does on the same disk with the same sync setting as the store: rows of the size of an entry into one table, with one prepared statement and nothing else. Who writes
/// waits until the row is on disk; the rows of all who wait are one transaction.
/// </summary>
sealed class BareCommits : IBoundary
{
    readonly SqliteConnection connection;
    readonly SqliteCommand insert;
    readonly Channel<TaskCompletionSource> waiting = Channel.CreateUnbounded<TaskCompletionSource>();
    readonly Task committing;

    /// <summary>Makes a file.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="bytes">Size of a row.</param>
    public BareCommits(string file, int bytes)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        using var setUp = connection.CreateCommand();
        setUp.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (number INTEGER PRIMARY KEY, body BLOB NOT NULL);";
        setUp.ExecuteNonQuery();
        insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO rows (body) VALUES ($body)";
        insert.Parameters.AddWithValue("$body", new byte[bytes]);
        committing = Task.Run(CommitWaiting);
    }

    /// <inheritdoc/>
    public string Name => "bare SQLite group commits";

    /// <inheritdoc/>
    public Task Write(int writer, string subject)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.Writer.TryWrite(done);
        return done.Task;
    }

    /// <summary>Rows that are there.</summary>
    public static int Count(string file)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        using var count = connection.CreateCommand();
        count.CommandText = "SELECT count(*) FROM rows";
        return Convert.ToInt32(count.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.Complete();
        await committing;
        await insert.DisposeAsync();
        await connection.DisposeAsync();
    }

    async Task CommitWaiting()
    {
        var batch = new List<TaskCompletionSource>();
        while (await waiting.Reader.WaitToReadAsync())
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            while (waiting.Reader.TryRead(out var done))
            {
                insert.ExecuteNonQuery();
                batch.Add(done);
            }

            transaction.Commit();
            batch.ForEach(done => done.SetResult());
            batch.Clear();
        }
    }
}
