using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace Portfolio.Cli.Columns;

/// <summary>A column of numbers of a kind, or of yes and no.</summary>
/// <param name="name">What it is called.</param>
/// <param name="values">Row by row; null where there is none.</param>
sealed class ValueColumn<T>(string name, T?[] values) : TableColumn(name)
    where T : struct
{
    /// <inheritdoc/>
    public override DataField Field { get; } = new DataField<T?>(name);

    /// <summary>With as many digits as bring a number back exactly.</summary>
    public override string Text(int row) => values[row] switch
    {
        null => "",
        true => "true",
        false => "false",
        { } value => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    /// <inheritdoc/>
    public override Task Write(ParquetRowGroupWriter rows, DataField field) => rows.WriteAsync<T>(field, values);
}
