using System.Globalization;
using System.Runtime.CompilerServices;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Journals;
using Portfolio.Storage;

namespace Portfolio.Grains.Tests.Journals;

/// <summary>A long journal is read by its snapshots.</summary>
public sealed class KeptJournalTests(SharedCluster shared)
{
    const int Orders = 40;
    const int Each = 250;
    const long Last = Orders * Each;

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

    Task<(KeptJournal Journal, long Snapshot)> Read(DateTimeOffset until, long most) => KeptJournal.Read(new FewRows(new SqliteJournalRows(shared.Store), most), journal, until, Cancellation);

    /// <summary>Rows that refuse to be read one after the other for long.</summary>
    sealed class FewRows(IJournalRows rows, long most) : IJournalRows
    {
        public async IAsyncEnumerable<JournalRow> Read(string journal, long after, [EnumeratorCancellation] CancellationToken cancellation)
        {
            var read = 0L;
            await foreach (var row in rows.Read(journal, after, cancellation))
            {
                Assert.True(++read <= most, $"more than {most} rows were read");
                yield return row;
            }
        }

        public Task<Snapshot?> FindSnapshot(string journal, DateTimeOffset until) => rows.FindSnapshot(journal, until);

        public Task<Appended> Append(string feed, string journal, long last, IReadOnlyList<NewRow> added) => throw new NotSupportedException();

        public IAsyncEnumerable<JournalRow> ReadFeed(string feed, long after, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<long> LastPosition(string feed) => throw new NotSupportedException();

        public Task<List<string>> Journals(string prefix) => throw new NotSupportedException();

        public Task KeepSnapshot(string journal, Snapshot snapshot) => throw new NotSupportedException();
    }
}
