using System.Globalization;
using Portfolio.Grains.Journals;

namespace Portfolio.Faults.FaultyServer;

/// <summary>Knows only the keys that were recorded since it was started, so that what is repeated after a restart is recorded twice.</summary>
sealed class TwiceRows(IJournalRows rows) : FaultyRows(rows)
{
    static readonly string Mark = string.Create(CultureInfo.InvariantCulture, $" since {TimeProvider.System.GetTimestamp()}");

    readonly IJournalRows rows = rows;

    /// <inheritdoc/>
    public override async Task<Appended> Append(string feed, string journal, long last, IReadOnlyList<NewRow> added)
    {
        var appended = await rows.Append(feed, journal, last, [.. added.Select(row => row with { Key = row.Key + Mark })]);
        return appended with { Taken = Unmarked(appended.Taken) };
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyDictionary<string, long>> FindKeys(string journal, IReadOnlyCollection<string> keys) =>
        Unmarked(await rows.FindKeys(journal, [.. keys.Select(key => key + Mark)]));

    static Dictionary<string, long> Unmarked(IReadOnlyDictionary<string, long> taken) => taken.ToDictionary(each => each.Key[..^Mark.Length], each => each.Value);
}
