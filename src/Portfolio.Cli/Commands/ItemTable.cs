using Google.Protobuf.WellKnownTypes;
using Portfolio.Cli.Columns;
using Portfolio.Cli.Rendering;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary>The items of a batch as a table: a row for each, whatever became of it.</summary>
/// <remarks>Columns: number, scenario, seed and replications; a column for each path that some item sets; state, run and why it failed; and every statistic of every outcome, as far as an item found them.</remarks>
static class ItemTable
{
    /// <summary>Its columns.</summary>
    /// <param name="items">The items.</param>
    /// <param name="replications">Replications of each.</param>
    public static IReadOnlyList<TableColumn> Of(IReadOnlyList<BatchItem> items, int replications)
    {
        var found = items.Select(item => ItemColumns.Of(item).ToDictionary(column => column.Name, column => column.Value)).ToList();
        var names = found.SelectMany(columns => columns.Keys).Distinct();
        return
        [
            Values<int>("item", items, item => item.Number),
            Words("scenario", items, item => item.Scenario),
            Values<ulong>("seed", items, item => item.HasSeed ? item.Seed : null),
            Values<int>("replications", items, _ => replications),
            .. items.SelectMany(item => item.Set.Keys).Distinct().Select(path => Set(path, items)),
            Words("state", items, item => item.State.ToString().ToLowerInvariant()),
            Values<bool>("fromStore", items, item => item.FromStore),
            Words("run", items, item => item.Run),
            Words("digest", items, item => item.Digest),
            Words("error", items, item => item.Error?.Message),
            .. names.Select(name => new ValueColumn<double>(name, [.. found.Select(columns => columns.TryGetValue(name, out var value) ? value : (double?)null)])),
        ];
    }

    /// <summary>What is set at a path, as it stands in tables.</summary>
    public static string Text(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.NumberValue => new ValueColumn<double>("", [value.NumberValue]).Text(0),
        Value.KindOneofCase.StringValue => value.StringValue,
        Value.KindOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        _ => Json.Of(value).ToJsonString(),
    };

    /// <summary>What items set at a path: numbers where all that do set one, yes and no where all do, else words.</summary>
    static TableColumn Set(string path, IReadOnlyList<BatchItem> items)
    {
        List<Value?> values = [.. items.Select(item => item.Set.GetValueOrDefault(path))];
        bool AreAll(Value.KindOneofCase kind) => values.TrueForAll(value => value is null || value.KindCase == kind);
        if (AreAll(Value.KindOneofCase.NumberValue))
            return new ValueColumn<double>(path, [.. values.Select(value => value?.NumberValue)]);
        return AreAll(Value.KindOneofCase.BoolValue)
            ? new ValueColumn<bool>(path, [.. values.Select(value => value?.BoolValue)])
            : new WordColumn(path, values.ConvertAll(value => value is null ? null : Text(value)));
    }

    static ValueColumn<T> Values<T>(string name, IReadOnlyList<BatchItem> items, Func<BatchItem, T?> of)
        where T : struct => new(name, [.. items.Select(of)]);

    static WordColumn Words(string name, IReadOnlyList<BatchItem> items, Func<BatchItem, string?> of) =>
        new(name, [.. items.Select(item => of(item) is { Length: > 0 } word ? word : null)]);
}
