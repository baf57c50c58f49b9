using Microsoft.Data.Sqlite;
using Portfolio.Storage.Sqlite;

namespace Portfolio.Storage.Tests.Sqlite;

/// <summary>A folder with the database file of one test.</summary>
sealed class Scratch : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("storage");

    /// <summary>Path of the database file.</summary>
    public string File => Path.Combine(folder.FullName, "portfolio.db");

    /// <summary>Opens the store.</summary>
    public SqliteStore Open() => new(File);

    /// <summary>A number that SQL finds in the file, past the store.</summary>
    public long Number(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection.Number(sql);
    }

    public void Dispose() => folder.Delete(recursive: true);
}

/// <summary>SQL as tests write it.</summary>
static class Sql
{
    /// <summary>Executes a statement.</summary>
    public static void Run(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The only number of a query.</summary>
    public static long Number(this SqliteConnection connection, string sql) => (long)connection.Value(sql)!;

    /// <summary>The only value of a query.</summary>
    public static object? Value(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
