using Parquet;
using Parquet.Schema;

namespace Portfolio.Cli.Columns;

/// <summary>A table as Parquet: a row group for each part.</summary>
sealed class ParquetTable : ITableWriter
{
    readonly ParquetWriter writer;
    readonly IReadOnlyList<DataField> fields;

    ParquetTable(ParquetWriter writer, IReadOnlyList<DataField> fields) => (this.writer, this.fields) = (writer, fields);

    /// <summary>Begins one.</summary>
    public static async Task<ITableWriter> Begin(Stream file, IEnumerable<TableColumn> columns)
    {
        var schema = new ParquetSchema(columns.Select(column => column.Field));
        return new ParquetTable(await ParquetWriter.CreateAsync(schema, file), schema.GetDataFields());
    }

    /// <inheritdoc/>
    public async Task Write(IReadOnlyList<TableColumn> columns, int rows)
    {
        using var group = writer.CreateRowGroup();
        foreach (var (column, field) in columns.Zip(fields))
            await column.Write(group, field);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => writer.DisposeAsync();
}
