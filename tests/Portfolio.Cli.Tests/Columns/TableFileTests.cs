using Parquet;
using Parquet.Schema;
using Portfolio.Cli.Columns;
using Portfolio.Tests;

namespace Portfolio.Cli.Tests.Columns;

/// <summary>Tables that other programs read.</summary>
public sealed class TableFileTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("portfolio-table-").FullName;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    static IReadOnlyList<TableColumn> Columns =>
    [
        new ValueColumn<int>("item", [1, 2, 3]),
        new WordColumn("error", [null, "a, \"b\"", null]),
        new ValueColumn<ulong>("seed", [ulong.MaxValue, null, 7]),
        new ValueColumn<bool>("fromStore", [true, false, null]),
        new ValueColumn<double>("themes/stroke.live.mean", [0.1, null, -1e300]),
    ];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Write_Parquet_ReadsBackWithTypesAndGaps()
    {
        var path = await Written("table.parquet", Columns, 3);
        await using var reader = await ParquetReader.CreateAsync(path, cancellationToken: Cancellation);
        var fields = reader.Schema.GetDataFields();
        Assert.Equal(["item", "error", "seed", "fromStore", "themes/stroke.live.mean"], fields.Select(field => field.Name));
        using var rows = reader.OpenRowGroupReader(0);
        Assert.Equal([1, 2, 3], await Values<int>(rows, fields[0]));
        Assert.Equal((IEnumerable<string?>)[null, "a, \"b\"", null], await Words(rows, fields[1]));
        Assert.Equal([ulong.MaxValue, null, 7], await Values<ulong>(rows, fields[2]));
        Assert.Equal([true, false, null], await Values<bool>(rows, fields[3]));
        Assert.Equal([0.1, null, -1e300], await Values<double>(rows, fields[4]));
    }

    [Fact]
    public async Task Write_AnyOtherEnding_IsCommaSeparated() => Assert.Equal(
        "item,error,seed,fromStore,themes/stroke.live.mean\n1,,18446744073709551615,true,0.1\n2,\"a, \"\"b\"\"\",,false,\n3,,7,,-1E+300\n",
        await File.ReadAllTextAsync(await Written("table.csv", Columns, 3), Cancellation));

    [Fact]
    public async Task Write_WhereSomethingLongerWas_LeavesNothingOfIt()
    {
        var path = await Written("table.parquet", Columns, 3);
        var length = new FileInfo(path).Length;
        await File.WriteAllBytesAsync(path, new byte[2 * length], Cancellation);
        Assert.Equal(length, new FileInfo(await Written("table.parquet", Columns, 3)).Length);
    }

    [Theory]
    [InlineData("parts.parquet")]
    [InlineData("parts.csv")]
    public async Task Write_InParts_HasTheRowsOfAll(string name)
    {
        var path = Path.Combine(folder, name);
        await using (var file = TableFile.Open("--out", path))
        {
            await file.Write([new ValueColumn<int>("item", [1, 2])], 2);
            await file.Write([new ValueColumn<int>("item", [3])], 1);
        }

        Assert.Equal([1, 2, 3], name.EndsWith("csv", StringComparison.Ordinal) ? [.. (await File.ReadAllLinesAsync(path, Cancellation))[1..].Select(int.Parse)] : await Items(path));
    }

    [Fact]
    public async Task Open_AndNothingWritten_LeavesWhatWasThere()
    {
        var path = Path.Combine(folder, "kept.csv");
        await File.WriteAllTextAsync(path, "before", Cancellation);
        await TableFile.Open("--out", path).DisposeAsync();
        Assert.Equal("before", await File.ReadAllTextAsync(path, Cancellation));
    }

    static async Task<List<int>> Items(string path)
    {
        await using var reader = await ParquetReader.CreateAsync(path, cancellationToken: Cancellation);
        var items = new List<int>();
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            using var rows = reader.OpenRowGroupReader(group);
            items.AddRange((await Values<int>(rows, reader.Schema.GetDataFields()[0])).Select(item => item!.Value));
        }

        return items;
    }

    [Theory]
    [InlineData("table.csv")]
    [InlineData("table.parquet")]
    public async Task Write_NoRoom_IsAFailureThatNamesTheFile(string name)
    {
        using var disk = new SmallDisk(megabytes: 1);
        var path = Path.Combine(disk.Folder, name);
        disk.Fill();
        var failure = await Assert.ThrowsAsync<CommandException>(async () =>
        {
            await using var file = TableFile.Open("--out", path);
            await file.Write(Columns, 3);
        });
        Assert.Equal(ExitCode.Failed, failure.Code);
        Assert.StartsWith($"--out {path}: No space left on device", failure.Message, StringComparison.Ordinal);
    }

    async Task<string> Written(string name, IReadOnlyList<TableColumn> columns, int rows)
    {
        var path = Path.Combine(folder, name);
        await using (var file = TableFile.Open("--out", path))
            await file.Write(columns, rows);
        return path;
    }

    static async Task<T?[]> Values<T>(ParquetRowGroupReader rows, DataField field)
        where T : struct
    {
        var values = new T?[rows.RowCount];
        await rows.ReadAsync<T>(field, values, cancellationToken: Cancellation);
        return values;
    }

    static async Task<string?[]> Words(ParquetRowGroupReader rows, DataField field)
    {
        var values = new string?[rows.RowCount];
        await rows.ReadAsync(field, values!, cancellationToken: Cancellation);
        return values;
    }
}
