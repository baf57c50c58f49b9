using System.Globalization;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Portfolio.JournalBenchmarks;

/// <summary>
/// What SQLite itself does on the same disk with the same sync setting as the store: rows of the size of an entry into one table, with one prepared statement and nothing else. Each writer
/// waits until its row is on disk; the rows of all who wait are one transaction.
/// </summary>
sealed class BareCommits : IDisposable
{
    readonly SqliteConnection connection;
    readonly SqliteCommand insert;
    readonly byte[] body;

    /// <summary>Makes a file.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="bytes">Size of a row.</param>
    public BareCommits(string file, int bytes)
    {
        body = new byte[bytes];
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        using var setUp = connection.CreateCommand();
        setUp.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (number INTEGER PRIMARY KEY, body BLOB NOT NULL);";
        setUp.ExecuteNonQuery();
        insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO rows (body) VALUES ($body)";
        insert.Parameters.AddWithValue("$body", body);
    }

    /// <summary>Writes rows, one after the other by each writer.</summary>
    public async Task Write(int writers, int each)
    {
        var waiting = Channel.CreateUnbounded<TaskCompletionSource>();
        var committing = Task.Run(() => CommitWaiting(waiting.Reader));
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            for (var row = 0; row < each; row++)
            {
                var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                waiting.Writer.TryWrite(done);
                await done.Task;
            }
        })));
        waiting.Writer.Complete();
        await committing;
    }

    /// <summary>Rows that are there.</summary>
    public int Count()
    {
        using var count = connection.CreateCommand();
        count.CommandText = "SELECT count(*) FROM rows";
        return Convert.ToInt32(count.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    async Task CommitWaiting(ChannelReader<TaskCompletionSource> waiting)
    {
        var batch = new List<TaskCompletionSource>();
        while (await waiting.WaitToReadAsync())
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            while (waiting.TryRead(out var done))
            {
                insert.ExecuteNonQuery();
                batch.Add(done);
            }

            transaction.Commit();
            batch.ForEach(done => done.SetResult());
            batch.Clear();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        insert.Dispose();
        connection.Dispose();
    }
}
