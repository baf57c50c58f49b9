using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Portfolio.Storage.Sqlite;

/// <summary>Keeps reminders in the embedded store: times in ticks of 100 ns since year 1, UTC. The etag rises with every change.</summary>
public sealed class SqliteReminderTable(SqliteStore store) : IReminderTable
{
    const string Columns = "SELECT grain, name, start, period, version FROM reminders";

    /// <inheritdoc/>
    public Task<ReminderTableData> ReadRows(GrainId grainId) => Read($"{Columns} WHERE grain = $grain", ("$grain", grainId.ToString()));

    /// <inheritdoc/>
    /// <remarks>The hashes behind <paramref name="begin"/> up to <paramref name="end"/>; where that is not the higher one, through the highest hash to the lowest.</remarks>
    public Task<ReminderTableData> ReadRows(uint begin, uint end) =>
        Read($"{Columns} WHERE hash > $begin {(begin < end ? "AND" : "OR")} hash <= $end", ("$begin", begin), ("$end", end));

    /// <inheritdoc/>
    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        (await Read($"{Columns} WHERE grain = $grain AND name = $name", ("$grain", grainId.ToString()), ("$name", reminderName))).Reminders.SingleOrDefault();

    /// <inheritdoc/>
    public async Task<string?> UpsertRow(ReminderEntry entry)
    {
        object? version = null;
        await store.Write(connection => version = connection.Scalar(
            """
            INSERT INTO reminders (grain, name, start, period, hash, version) VALUES ($grain, $name, $start, $period, $hash, 0)
            ON CONFLICT DO UPDATE SET start = excluded.start, period = excluded.period, hash = excluded.hash, version = version + 1
            RETURNING version
            """,
            ("$grain", entry.GrainId.ToString()),
            ("$name", entry.ReminderName),
            ("$start", entry.StartAt.Ticks),
            ("$period", entry.Period.Ticks),
            ("$hash", entry.GrainId.GetUniformHashCode())));
        return Text((long)version!);
    }

    /// <inheritdoc/>
    public async Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        var removed = 0;
        await store.Write(connection => removed = connection.Execute(
            "DELETE FROM reminders WHERE grain = $grain AND name = $name AND version = $version",
            ("$grain", grainId.ToString()),
            ("$name", reminderName),
            ("$version", long.Parse(eTag, CultureInfo.InvariantCulture))));
        return removed > 0;
    }

    /// <inheritdoc/>
    public Task TestOnlyClearTable() => store.Write(connection => connection.Execute("DELETE FROM reminders"));

    async Task<ReminderTableData> Read(string statement, params (string Name, object Value)[] parameters) =>
        new(await store.Read(connection => connection.Query(Entry, statement, parameters)));

    static ReminderEntry Entry(SqliteDataReader row) => new()
    {
        GrainId = GrainId.Parse(row.GetString(0)),
        ReminderName = row.GetString(1),
        StartAt = new DateTime(row.GetInt64(2), DateTimeKind.Utc),
        Period = TimeSpan.FromTicks(row.GetInt64(3)),
        ETag = Text(row.GetInt64(4)),
    };

    static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);
}
