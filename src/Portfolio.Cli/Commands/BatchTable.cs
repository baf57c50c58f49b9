using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Batches;

namespace Portfolio.Cli.Commands;

/// <summary>A batch as a comma-separated table: a row for each item, whatever became of it.</summary>
/// <remarks>Columns: number, scenario, seed and replications; a column for each path that some item sets; state, run and why it failed; and every statistic of every outcome, as far as an item found them.</remarks>
sealed class BatchTable : IDisposable
{
    readonly FileStream file;
    readonly SortedDictionary<string, int> failures = new(StringComparer.Ordinal);

    BatchTable(FileStream file) => this.file = file;

    /// <summary>The file.</summary>
    public string File => file.Name;

    /// <summary>Why items failed, and how many did so.</summary>
    public IReadOnlyDictionary<string, int> Failures => failures;

    /// <summary>Opens the file, so that it is known before anything is computed whether it can be written. What is in it stays until there is something to write.</summary>
    /// <exception cref="CommandException">It cannot.</exception>
    public static BatchTable Create(string path)
    {
        try
        {
            return new BatchTable(new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException(ExitCode.WrongInput, $"--out {path}: {exception.Message}");
        }
    }

    /// <summary>Writes every item as it stands.</summary>
    public async Task Write(PortfolioClient client, Batch batch, CancellationToken cancellation)
    {
        var items = new List<BatchItem>();
        using var call = client.Batches.ReadBatchItems(new ReadBatchItemsRequest { Name = batch.Name }, cancellationToken: cancellation);
        await foreach (var item in call.ResponseStream.ReadAllAsync(cancellation))
            items.Add(item);
        foreach (var failed in items.Where(item => item.Error is not null))
            failures[failed.Error.Message] = failures.GetValueOrDefault(failed.Error.Message) + 1;
        file.SetLength(0);
        await using var writer = new StreamWriter(file, leaveOpen: true);
        foreach (var row in Rows(items, BatchItems.Replications(batch)))
            await writer.WriteLineAsync(string.Join(',', row.Select(Quoted)));
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    static IEnumerable<IEnumerable<string>> Rows(List<BatchItem> items, int replications)
    {
        var paths = items.SelectMany(item => item.Set.Keys).Distinct().ToList();
        var found = items.ConvertAll(item => ItemColumns.Of(item).ToDictionary(column => column.Name, column => column.Value));
        var names = items.Count == 0 ? [] : found.SelectMany(columns => columns.Keys).Distinct().ToList();
        yield return ["item", "scenario", "seed", "replications", .. paths, "state", "fromStore", "run", "digest", "error", .. names];
        foreach (var (item, columns) in items.Zip(found))
        {
            yield return
            [
                Text(item.Number), item.Scenario, item.HasSeed ? item.Seed.ToString(CultureInfo.InvariantCulture) : "", Text(replications),
                .. paths.Select(path => item.Set.TryGetValue(path, out var value) ? Text(value) : ""),
                item.State.ToString().ToLowerInvariant(), item.FromStore ? "true" : "false", item.Run, item.Digest, item.Error?.Message ?? "",
                .. names.Select(name => columns.TryGetValue(name, out var number) ? Text(number) : ""),
            ];
        }
    }

    static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    static string Text(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.NumberValue => Text(value.NumberValue),
        Value.KindOneofCase.StringValue => value.StringValue,
        Value.KindOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        _ => Json.Of(value).ToJsonString(),
    };

    static string Quoted(string field) => field.AsSpan().IndexOfAny(",\"\n\r") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
