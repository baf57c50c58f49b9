using Npgsql;

namespace Portfolio.Storage.Postgres;

/// <summary>Short forms of what is done to a connection. Values stand for <c>$1</c>, <c>$2</c>, … of a statement.</summary>
static class PostgresCommands
{
    /// <summary>Executes a statement.</summary>
    /// <returns>Rows changed.</returns>
    public static async Task<int> Execute(this NpgsqlConnection connection, string statement, params object[] values)
    {
        await using var command = connection.Command(statement, values);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>All rows.</summary>
    public static async Task<List<T>> Query<T>(this NpgsqlConnection connection, Func<NpgsqlDataReader, T> row, string statement, params object[] values)
    {
        await using var command = connection.Command(statement, values);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(row(reader));
        return rows;
    }

    static NpgsqlCommand Command(this NpgsqlConnection connection, string statement, object[] values)
    {
        var command = new NpgsqlCommand(statement, connection);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
