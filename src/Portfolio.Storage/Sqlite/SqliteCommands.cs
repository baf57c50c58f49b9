using Microsoft.Data.Sqlite;

namespace Portfolio.Storage.Sqlite;

/// <summary>Short forms of what is done to a connection.</summary>
static class SqliteCommands
{
    /// <summary>Executes a statement.</summary>
    /// <returns>Rows changed.</returns>
    public static int Execute(this SqliteConnection connection, string statement, params (string Name, object Value)[] parameters)
    {
        using var command = connection.Command(statement, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row, or null.</summary>
    public static object? Scalar(this SqliteConnection connection, string statement, params (string Name, object Value)[] parameters)
    {
        using var command = connection.Command(statement, parameters);
        return command.ExecuteScalar();
    }

    /// <summary>All rows.</summary>
    public static List<T> Query<T>(this SqliteConnection connection, Func<SqliteDataReader, T> row, string statement, params (string Name, object Value)[] parameters)
    {
        using var command = connection.Command(statement, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(row(reader));
        return rows;
    }

    static SqliteCommand Command(this SqliteConnection connection, string statement, (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = statement;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return command;
    }
}
