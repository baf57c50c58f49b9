using Portfolio.Storage.Tests.Stores;
using Portfolio.Tests;

namespace Portfolio.Storage.Tests;

/// <summary>Reminders: one of a name for each grain, found by grain or by a range of hashes, and none removed that was changed since it was read.</summary>
public abstract class ReminderTableLaws(TestedStore store) : Laws(store)
{
    static readonly GrainId Grain = GrainId.Create("retention", "all");

    [Fact]
    public async Task ReadRow_NothingKept_GivesNothing()
    {
        Assert.Null(await Store.Reminders.ReadRow(Grain, "apply", Cancellation));
        Assert.Empty((await Store.Reminders.ReadRows(Grain, Cancellation)).Reminders);
        Assert.Empty((await Store.Reminders.ReadRows(0, 0, Cancellation)).Reminders);
    }

    [Fact]
    public async Task ReadRow_AfterReopening_GivesWhatWasKept()
    {
        var entry = Entry(Grain, "apply");
        var etag = await Store.Reminders.UpsertRow(entry, Cancellation);
        await Reopen();
        var read = (await Store.Reminders.ReadRow(Grain, "apply", Cancellation))!;
        Assert.Equal((Grain, "apply", entry.StartAt, entry.Period, etag), (read.GrainId, read.ReminderName, read.StartAt, read.Period, read.ETag));
        Assert.Equal(DateTimeKind.Utc, read.StartAt.Kind);
    }

    [Fact]
    public async Task UpsertRow_SameName_TakesItsPlaceUnderAnotherEtag()
    {
        var first = await Store.Reminders.UpsertRow(Entry(Grain, "apply"), Cancellation);
        var changed = Entry(Grain, "apply");
        changed.Period = TimeSpan.FromHours(3);
        Assert.NotEqual(first, await Store.Reminders.UpsertRow(changed, Cancellation));
        Assert.Equal(changed.Period, Assert.Single((await Store.Reminders.ReadRows(Grain, Cancellation)).Reminders).Period);
    }

    [Fact]
    public async Task ReadRows_OfAGrain_LeavesOutOthers()
    {
        foreach (var entry in new[] { Entry(Grain, "a"), Entry(Grain, "b"), Entry(GrainId.Create("retention", "al"), "a"), Entry(GrainId.Create("run", "all"), "c") })
            await Store.Reminders.UpsertRow(entry, Cancellation);
        Assert.Equal(["a", "b"], (await Store.Reminders.ReadRows(Grain, Cancellation)).Reminders.Select(reminder => reminder.ReminderName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ReadRows_RangesOfHashes_PartTheRing()
    {
        List<GrainId> grains = [.. Enumerable.Range(0, 20).Select(i => GrainId.Create("retention", $"{i}")).OrderBy(grain => grain.GetUniformHashCode())];
        foreach (var grain in grains)
            await Store.Reminders.UpsertRow(Entry(grain, "apply"), Cancellation);
        uint low = grains[4].GetUniformHashCode(), high = grains[15].GetUniformHashCode();
        Assert.Equal(grains[5..16], await InRange(low, high));
        Assert.Equal([.. grains[..5], .. grains[16..]], await InRange(high, low));
        Assert.Equal(grains, await InRange(low, low));
        Assert.Empty(await InRange(low, low + 1));
    }

    [Fact]
    public async Task RemoveRow_ChangedSince_LeavesIt()
    {
        var before = (await Store.Reminders.UpsertRow(Entry(Grain, "apply"), Cancellation))!;
        var current = (await Store.Reminders.UpsertRow(Entry(Grain, "apply"), Cancellation))!;
        Assert.False(await Store.Reminders.RemoveRow(Grain, "apply", before, Cancellation));
        Assert.NotNull(await Store.Reminders.ReadRow(Grain, "apply", Cancellation));
        Assert.True(await Store.Reminders.RemoveRow(Grain, "apply", current, Cancellation));
        Assert.False(await Store.Reminders.RemoveRow(Grain, "apply", current, Cancellation));
        Assert.Null(await Store.Reminders.ReadRow(Grain, "apply", Cancellation));
    }

    [Fact]
    public async Task TestOnlyClearTable_Some_LeavesNone()
    {
        await Store.Reminders.UpsertRow(Entry(Grain, "a"), Cancellation);
        await Store.Reminders.UpsertRow(Entry(Grain, "b"), Cancellation);
        await Store.Reminders.TestOnlyClearTable(Cancellation);
        Assert.Empty((await Store.Reminders.ReadRows(0, 0, Cancellation)).Reminders);
    }

    static ReminderEntry Entry(GrainId grain, string name) => new()
    {
        GrainId = grain,
        ReminderName = name,
        StartAt = new DateTime(2026, 3, 1, 12, 30, 0, DateTimeKind.Utc),
        Period = TimeSpan.FromMinutes(90),
    };

    async Task<List<GrainId>> InRange(uint begin, uint end) =>
        [.. (await Store.Reminders.ReadRows(begin, end, Cancellation)).Reminders.Select(reminder => reminder.GrainId).OrderBy(grain => grain.GetUniformHashCode())];
}

/// <inheritdoc/>
public sealed class SqliteReminderTableTests() : ReminderTableLaws(new TestedSqlite());

/// <inheritdoc/>
public sealed class PostgresReminderTableTests(PostgresServer server) : ReminderTableLaws(new TestedPostgres(server));
