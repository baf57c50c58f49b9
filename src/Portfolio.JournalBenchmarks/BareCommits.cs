using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Portfolio.JournalBenchmarks;

/// <summary>What SQLite itself does on the same disk with the same sync setting as the store: rows of the size of an entry into one table, with one prepared statement and nothing else.</summary>
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

    /// <summary>Commits transactions of some rows each.</summary>
    public void Write(int transactions, int rows)
    {
        for (; transactions > 0; transactions--)
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            for (var row = 0; row < rows; row++)
                insert.ExecuteNonQuery();
            transaction.Commit();
        }
    }

    /// <summary>Rows that are there.</summary>
    public int Count()
    {
        using var count = connection.CreateCommand();
        count.CommandText = "SELECT count(*) FROM rows";
        return Convert.ToInt32(count.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        insert.Dispose();
        connection.Dispose();
    }
}
