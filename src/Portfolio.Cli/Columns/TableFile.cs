using Portfolio.Definitions.Files;

namespace Portfolio.Cli.Columns;

/// <summary>A table in a file, part by part, so that no table is too long: Parquet where the file's name ends so, else comma-separated.</summary>
sealed class TableFile : IAsyncDisposable
{
    const string ParquetEnding = ".parquet";

    readonly string option;
    readonly FileStream file;
    ITableWriter? writer;

    TableFile(string option, FileStream file) => (this.option, this.file) = (option, file);

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
            return new TableFile(option, new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read));
        }
        catch (Exception exception) when (FileFault.Is(path, exception))
        {
            throw new CommandException(ExitCode.WrongInput, $"{option} {path}: {FileFault.Why(path, exception)}");
        }
    }

    /// <summary>Writes the next rows; the first ones in place of what was there.</summary>
    /// <param name="columns">The columns, the same for every part.</param>
    /// <param name="rows">How many rows they have.</param>
    /// <exception cref="CommandException">They cannot be written.</exception>
    public async Task Write(IReadOnlyList<TableColumn> columns, int rows)
    {
        try
        {
            writer ??= await Begin(columns);
            await writer.Write(columns, rows);
        }
        catch (IOException exception)
        {
            throw NotWritten(exception);
        }
    }

    /// <summary>Completes the table, where anything was written.</summary>
    /// <exception cref="CommandException">It cannot be.</exception>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await Close();
        }
        catch (IOException exception)
        {
            throw NotWritten(exception);
        }
    }

    /// <summary>Both have kept something back until now, for which there may be no room.</summary>
    async Task Close()
    {
        try
        {
            await (writer?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        finally
        {
            await file.DisposeAsync();
        }
    }

    CommandException NotWritten(IOException why) => new(ExitCode.Failed, $"{option} {Path}: {why.Message}");

    async Task<ITableWriter> Begin(IReadOnlyList<TableColumn> columns)
    {
        file.SetLength(0);
        return Path.EndsWith(ParquetEnding, StringComparison.OrdinalIgnoreCase) ? await ParquetTable.Begin(file, columns) : await TextTable.Begin(file, columns);
    }
}
