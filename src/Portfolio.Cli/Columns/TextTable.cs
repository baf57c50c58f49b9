namespace Portfolio.Cli.Columns;

/// <summary>A table as comma-separated text.</summary>
sealed class TextTable : ITableWriter
{
    readonly StreamWriter writer;

    TextTable(StreamWriter writer) => this.writer = writer;

    /// <summary>Begins one with the names of its columns.</summary>
    public static async Task<ITableWriter> Begin(Stream file, IEnumerable<TableColumn> columns)
    {
        var table = new TextTable(new StreamWriter(file, leaveOpen: true));
        await table.WriteRow(columns.Select(column => column.Name));
        return table;
    }

    /// <inheritdoc/>
    public async Task Write(IReadOnlyList<TableColumn> columns, int rows)
    {
        for (var row = 0; row < rows; row++)
            await WriteRow(columns.Select(column => column.Text(row)));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => writer.DisposeAsync();

    Task WriteRow(IEnumerable<string> fields) => writer.WriteLineAsync(string.Join(',', fields.Select(Quoted)));

    static string Quoted(string field) => field.AsSpan().IndexOfAny(",\"\n\r") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
