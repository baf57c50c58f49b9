using Portfolio.Grains.Journals;

namespace Portfolio.Grains.Tests.Journals;

/// <summary>What was believed at some time, by a clock that the test sets, and what of it snapshots keep.</summary>
public sealed class KnowledgeTests : IAsyncLifetime
{
    /// <summary>More rows than there are between two snapshots.</summary>
    const int ManyRows = 300;

    readonly Scratch scratch = new();
    readonly Clock clock = new();
    CountedRows rows = null!;
    Cluster cluster = null!;
    IJournalGrain journal = null!;

    public async ValueTask InitializeAsync()
    {
        rows = new CountedRows(new Storage.Sqlite.SqliteJournalRows(scratch.Store));
        cluster = await Cluster.Start(scratch.Store, rows: rows, time: clock);
        journal = cluster.Journal(Said.Subject());
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.DisposeAsync();
        await scratch.DisposeAsync();
    }

    [Fact]
    public async Task Believe_KnownAt_SaysInMarchOfJanuaryWhatWasKnownInMarch()
    {
        var march = await RecordAt(clock.Now, () => journal.Record(Said.Live("a", 2, "2022-01")));
        var june = await RecordAt(march.AddMonths(3), () => journal.Record(Said.Live("b", 5, "2022-01", corrects: 1)));
        Assert.Equal((1, 3), (await journal.LiveAt("2022-01", march.AddSeconds(-1)), await journal.LiveAt("2022-01", march)));
        Assert.Equal((3, 6), (await journal.LiveAt("2022-01", june.AddSeconds(-1)), await journal.LiveAt("2022-01", june)));
        Assert.Equal(6, await journal.LiveAt("2022-01"));
        var months = await journal.Months(Said.Planned, "2022-01", march);
        Assert.Equal(2, Assert.Single(months.Months).WentLive);
    }

    [Fact]
    public async Task Record_ClockSetBack_NeverGoesBackInTime()
    {
        var first = (await journal.Record(Said.Live("a", 2))).Entries[0];
        clock.Now = clock.Now.AddDays(-1);
        Assert.Equal(first.RecordTime, (await journal.Record(Said.Live("b", 3))).Entries[0].RecordTime);
    }

    [Fact]
    public async Task Believe_AfterARestart_IsTheSameAndReadsASnapshotAndTheRowsBehindIt()
    {
        await journal.Record(Said.Many(ManyRows));
        await journal.Record(Said.Live("x", 5, "2022-04"), Said.Withdrawn("y", 7));
        var before = await journal.Believe(Said.Planned, "2022-12", null);
        await journal.Restart();
        var read = rows.Count;
        Assert.Equal(before, await journal.Believe(Said.Planned, "2022-12", null));
        Assert.Equal(2, rows.Count - read);
        Assert.Equal(ManyRows + 2, before.LastEntry);
    }

    [Fact]
    public async Task Believe_KnownBeforeTheSnapshot_ReadsFromTheStart()
    {
        var early = await RecordAt(clock.Now, () => journal.Record(Said.Live("early", 9)));
        await RecordAt(early.AddDays(1), () => journal.Record(Said.Many(ManyRows)));
        await RecordAt(early.AddDays(2), () => journal.Record(Said.Live("late", 1)));
        Assert.Equal(1 + 9, await journal.LiveAt(known: early));
        Assert.Equal(1 + 9 + ManyRows, await journal.LiveAt(known: early.AddDays(1)));
    }

    [Fact]
    public async Task Record_AfterARestart_GoesOnWithTheChain()
    {
        await journal.Record(Said.Many(ManyRows));
        await journal.Restart();
        await journal.Record(Said.Live("x", 5));
        Assert.Equal((ManyRows + 1, ""), await journal.Verify() is var proof ? (proof.Verified, proof.Problem) : default);
    }

    async Task<DateTimeOffset> RecordAt(DateTimeOffset time, Func<Task<Recorded>> record)
    {
        clock.Now = time;
        Assert.Empty((await record()).Problems);
        return time;
    }
}
