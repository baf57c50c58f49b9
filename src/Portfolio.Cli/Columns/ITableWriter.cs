namespace Portfolio.Cli.Columns;

/// <summary>Writes a table in some form, part by part; complete once it is disposed of.</summary>
interface ITableWriter : IAsyncDisposable
{
    /// <summary>Writes the next rows.</summary>
    Task Write(IReadOnlyList<TableColumn> columns, int rows);
}
