using Parquet;
using Parquet.Schema;

namespace Portfolio.Cli.Columns;

/// <summary>A table in a file: Parquet where the file's name ends so, else comma-separated.</summary>
sealed class TableFile : IDisposable
{
    const string ParquetEnding = ".parquet";

    readonly FileStream file;

    TableFile(FileStream file) => this.file = file;

    /// <summary>Where it is.</summary>
    public string Path => file.Name;

    /// <summary>Opens a file, so that it is known before anything is computed whether it can be written. What is in it stays until there is something to write.</summary>
    /// <param name="option">Name of the option that gave the path.</param>
    /// <param name="path">The path.</param>
    /// <exception cref="CommandException">It cannot.</exception>
    public static TableFile Open(string option, string path)
    {
        try
        {
            return new TableFile(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException(ExitCode.WrongInput, $"{option} {path}: {exception.Message}");
        }
    }

    /// <summary>Writes a table in place of what was there.</summary>
    /// <param name="columns">Its columns.</param>
    /// <param name="rows">How many rows they have.</param>
    public async Task Write(IReadOnlyList<TableColumn> columns, int rows)
    {
        file.SetLength(0);
        if (Path.EndsWith(ParquetEnding, StringComparison.OrdinalIgnoreCase))
            await WriteParquet(columns);
        else
            await WriteText(columns, rows);
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    async Task WriteParquet(IReadOnlyList<TableColumn> columns)
    {
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(columns.Select(column => column.Field)), file);
        using var group = writer.CreateRowGroup();
        foreach (var column in columns)
            await column.Write(group);
    }

    async Task WriteText(IReadOnlyList<TableColumn> columns, int rows)
    {
        await using var writer = new StreamWriter(file, leaveOpen: true);
        await writer.WriteLineAsync(string.Join(',', columns.Select(column => Quoted(column.Name))));
        for (var row = 0; row < rows; row++)
            await writer.WriteLineAsync(string.Join(',', columns.Select(column => Quoted(column.Text(row)))));
    }

    static string Quoted(string field) => field.AsSpan().IndexOfAny(",\"\n\r") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
