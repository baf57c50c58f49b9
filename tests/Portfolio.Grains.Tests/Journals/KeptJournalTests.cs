using System.Globalization;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Journals;
using Portfolio.Storage.Sqlite;

namespace Portfolio.Grains.Tests.Journals;

/// <summary>A long journal is read by its snapshots.</summary>
public sealed class KeptJournalTests(SharedCluster shared)
{
    const int Orders = 40;
    const int Each = 250;
    const int Last = Orders * Each;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    readonly string journal = $"workspaces/default/portfolios/kept-{Guid.NewGuid():N}";

    [Fact]
    public async Task Read_LongJournal_ReadsFewRowsNowAndForAnyEarlierTime()
    {
        var ends = await RecordMany();
        var (kept, covered) = await Read(DateTimeOffset.MaxValue, most: 1024 + Each);
        Assert.Equal(Last, kept.Ledger.Last);
        Assert.True(covered > 0);
        foreach (var end in ends)
        {
            var then = (await Read(end.RecordTime.ToDateTimeOffset(), most: Math.Max(256, Last / 8) + (2 * Each))).Journal;
            Assert.True(then.Ledger.Last >= end.Number);
        }
    }

    [Fact]
    public async Task Record_LongJournal_KeepsFewSnapshots()
    {
        await RecordMany();
        var kept = await shared.Store.Read(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM journal_snapshots WHERE journal = (SELECT id FROM journals WHERE name = $name)";
            command.Parameters.AddWithValue("$name", journal);
            return (long)command.ExecuteScalar()!;
        });
        Assert.InRange(kept, 8, 32);
    }

    /// <summary>The last entry of each order.</summary>
    async Task<List<Entry>> RecordMany()
    {
        var ends = new List<Entry>();
        var grain = shared.Cluster.Grains.GetGrain<IJournalGrain>(journal);
        for (var order = 0; order < Orders; order++)
        {
            var entries = Enumerable.Range(order * Each, Each).Select(Spend).ToList();
            ends.Add((await grain.Record(new RecordOrder(entries, Partial: false, ValidateOnly: false))).Entries[^1]);
        }

        return ends;
    }

    static Entry Spend(int number) => new()
    {
        Month = string.Create(CultureInfo.InvariantCulture, $"2021-{1 + (number % 12):00}"),
        Spend = new Money { Pounds = number },
        Source = "finance",
        Key = number.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Reads the journal, and no more than some rows of it.</summary>
    async Task<(KeptJournal Journal, long Snapshot)> Read(DateTimeOffset until, int most)
    {
        var rows = new CountedRows(new SqliteJournalRows(shared.Store));
        var read = await KeptJournal.Read(rows, journal, until, Cancellation);
        Assert.InRange(rows.Count, 0, most);
        return read;
    }
}
