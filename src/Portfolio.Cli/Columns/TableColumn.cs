using Parquet;
using Parquet.Schema;

namespace Portfolio.Cli.Columns;

/// <summary>A column of a table that other programs read: values of one type, of which a row may have none.</summary>
/// <param name="name">What it is called.</param>
abstract class TableColumn(string name)
{
    /// <summary>What it is called.</summary>
    public string Name => name;

    /// <summary>The value of a row as text; empty where there is none.</summary>
    public abstract string Text(int row);

    /// <summary>How Parquet knows it.</summary>
    public abstract DataField Field { get; }

    /// <summary>Writes its values as those of a field of a schema.</summary>
    public abstract Task Write(ParquetRowGroupWriter rows, DataField field);
}
