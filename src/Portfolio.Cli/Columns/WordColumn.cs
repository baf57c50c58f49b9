using Parquet;
using Parquet.Schema;

namespace Portfolio.Cli.Columns;

/// <summary>A column of words.</summary>
/// <param name="name">What it is called.</param>
/// <param name="values">Row by row; null where there is none.</param>
sealed class WordColumn(string name, IReadOnlyList<string?> values) : TableColumn(name)
{
    /// <inheritdoc/>
    public override DataField Field { get; } = new DataField<string>(name);

    /// <inheritdoc/>
    public override string Text(int row) => values[row] ?? "";

    /// <inheritdoc/>
    public override Task Write(ParquetRowGroupWriter rows, DataField field) => rows.WriteAsync(field, values!);
}
