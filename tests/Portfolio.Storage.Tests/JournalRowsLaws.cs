using System.Text;
using Orleans.Storage;
using Portfolio.Grains.Journals;
using Portfolio.Storage.Tests.Stores;
using Portfolio.Tests;

namespace Portfolio.Storage.Tests;

/// <summary>Journals: rows are numbered without gaps, no key comes twice, and a feed has the rows of its journals in the order of commits.</summary>
public abstract class JournalRowsLaws(TestedStore store) : Laws(store)
{
    const string Feed = "workspaces/default/portfolios/p";
    const string Journal = Feed + "/initiatives/a";
    const string Other = Feed + "/initiatives/b";

    [Fact]
    public async Task Read_NothingAppended_GivesNothing()
    {
        Assert.Empty(await All(Store.Journals.Read(Journal, 0, Cancellation)));
        Assert.Equal(0, await Store.Journals.LastPosition(Feed));
        Assert.Empty(await Store.Journals.Journals(""));
    }

    [Fact]
    public async Task Append_AfterReopening_GoesOnBehindTheLastRow()
    {
        await Store.Journals.Append(Feed, Journal, 0, Rows("a", "b"));
        await Reopen();
        var appended = await Store.Journals.Append(Feed, Journal, 2, Rows("c"));
        Assert.Equal((3, 0), (appended.First, appended.Taken.Count));
        Assert.Equal([(1, 1, "a"), (2, 2, "b"), (3, 3, "c")], await Read(Journal));
    }

    [Fact]
    public async Task Append_SomebodyWasFaster_IsInconsistentAndAppendsNothing()
    {
        await Store.Journals.Append(Feed, Journal, 0, Rows("a"));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Store.Journals.Append(Feed, Journal, 0, Rows("b")));
        Assert.Equal([(1, 1, "a")], await Read(Journal));
        Assert.Equal(1, await Store.Journals.LastPosition(Feed));
    }

    [Fact]
    public async Task Append_KeysTakenAlready_AppendsNothingAndNamesThem()
    {
        await Store.Journals.Append(Feed, Journal, 0, Rows("a", "b"));
        var appended = await Store.Journals.Append(Feed, Journal, 2, Rows("c", "b"));
        Assert.Equal([new("b", 2)], appended.Taken);
        Assert.Equal(2, await Store.Journals.LastPosition(Feed));
        Assert.Equal(2, (await Read(Journal)).Count);
    }

    [Fact]
    public async Task FindKeys_SomeTaken_GivesTheirNumbersAndLeavesOutTheRest()
    {
        await Store.Journals.Append(Feed, Journal, 0, Rows("a", "b", "c"));
        await Store.Journals.Append(Feed, Other, 0, Rows("d"));
        var found = await Store.Journals.FindKeys(Journal, ["c", "a", "d", "it's \"none\""]);
        Assert.Equal([new("a", 1), new("c", 3)], found.OrderBy(each => each.Key));
        Assert.Empty(await Store.Journals.FindKeys($"{Journal}-none", ["a"]));
    }

    [Fact]
    public async Task ForgetSnapshot_OneOfTwo_LeavesTheOther()
    {
        await Store.Journals.Append(Feed, Journal, 0, Rows("a", "b"));
        await Store.Journals.KeepSnapshot(Journal, new Snapshot(1, DateTimeOffset.UnixEpoch, [1]));
        await Store.Journals.KeepSnapshot(Journal, new Snapshot(2, DateTimeOffset.UnixEpoch, [2]));
        await Store.Journals.ForgetSnapshot(Journal, 2);
        Assert.Equal(1, (await Store.Journals.FindSnapshot(Journal, DateTimeOffset.MaxValue))!.Number);
    }

    [Fact]
    public async Task Append_SameKeyInAnotherJournal_IsAnotherRow()
    {
        await Store.Journals.Append(Feed, Journal, 0, Rows("a"));
        Assert.Empty((await Store.Journals.Append(Feed, Other, 0, Rows("a"))).Taken);
        Assert.Equal([(1, 2, "a")], await Read(Other));
    }

    [Fact]
    public async Task ReadFeed_AfterAPosition_HasWhatFollowsOfAllJournals()
    {
        await Store.Journals.Append(Feed, Journal, 0, Rows("a"));
        await Store.Journals.Append(Feed, Other, 0, Rows("b", "c"));
        await Store.Journals.Append("another feed", "another journal", 0, Rows("x"));
        await Store.Journals.Append(Feed, Journal, 1, Rows("d"));
        var rows = await All(Store.Journals.ReadFeed(Feed, 1, Cancellation));
        Assert.Equal([(Other, 1, 2), (Other, 2, 3), (Journal, 2, 4)], rows.Select(row => (row.Journal, (int)row.Number, (int)row.Position)));
    }

    [Fact]
    public async Task Read_MoreThanAPage_MissesNothing()
    {
        const int count = 700;
        await Store.Journals.Append(Feed, Journal, 0, Rows([.. Enumerable.Range(0, count).Select(i => $"{i}")]));
        var rows = await All(Store.Journals.Read(Journal, 100, Cancellation));
        Assert.Equal(Enumerable.Range(101, count - 100), rows.Select(row => (int)row.Number));
    }

    /// <summary>However many rows there are, and whatever a store does with them meanwhile, all of them are found by number, position and key.</summary>
    [Theory]
    [InlineData(1000)]
    [InlineData(1100)]
    [InlineData(2600)]
    public async Task Append_ManyRows_AreFoundAndKnownAfterReopening(int count)
    {
        const int each = 50;
        string[] journals = [Journal, Other];
        for (var i = 0; i < count; i += each)
            await Store.Journals.Append(Feed, journals[i / each % 2], i / each / 2 * each, Rows([.. Enumerable.Range(i, each).Select(key => $"{key}")]));
        for (var opened = 0; opened < 2; opened++)
        {
            Assert.Equal(Enumerable.Range(1, count), (await All(Store.Journals.ReadFeed(Feed, 0, Cancellation))).Select(row => (int)row.Position));
            foreach (var (place, journal) in journals.Index())
            {
                var keys = Enumerable.Range(0, count).Where(key => key / each % 2 == place).Select(key => $"{key}").ToArray();
                Assert.Equal(keys.Select((key, index) => (index + 1L, key)), (await Read(journal)).Select(row => (row.Number, row.Body)));
                Assert.Equal(keys.Length, (await Store.Journals.FindKeys(journal, keys)).Count);
                Assert.Equal([new(keys[0], 1L), new(keys[^1], keys.Length)], (await Store.Journals.Append(Feed, journal, keys.Length, Rows(keys[0], "new", keys[^1]))).Taken.OrderBy(key => key.Value));
            }

            await Reopen();
        }
    }

    [Fact]
    public async Task Append_ManyJournalsAtOnce_FeedHasNoGapsAndNothingTwice()
    {
        const int journals = 8, each = 12;
        await Task.WhenAll(Enumerable.Range(0, journals).Select(AppendMany));
        var rows = await All(Store.Journals.ReadFeed(Feed, 0, Cancellation));
        Assert.Equal(Enumerable.Range(1, journals * each), rows.Select(row => (int)row.Position));
        Assert.All(rows.GroupBy(row => row.Journal), journal => Assert.Equal(Enumerable.Range(1, each), journal.Select(row => (int)row.Number)));

        async Task AppendMany(int journal)
        {
            for (var i = 0; i < each; i++)
                await Store.Journals.Append(Feed, $"{Feed}/initiatives/{journal}", i, Rows($"{i}"));
        }
    }

    [Fact]
    public async Task Append_ManyToOneJournalAtOnce_OneWins()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            try
            {
                await Store.Journals.Append(Feed, Journal, 0, Rows($"{i}"));
                return true;
            }
            catch (InconsistentStateException)
            {
                return false;
            }
        }));
        Assert.Single(outcomes, won => won);
        Assert.Single(await Read(Journal));
    }

    [Fact]
    public async Task Journals_Prefix_GivesThoseThatBeginSoInOrder()
    {
        foreach (var journal in new[] { Other, Journal, "workspaces/x" })
            await Store.Journals.Append(journal, journal, 0, Rows("a"));
        Assert.Equal([Journal, Other], await Store.Journals.Journals(Feed));
    }

    [Fact]
    public async Task FindSnapshot_Until_GivesTheNewestOfThatTime()
    {
        var time = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(7);
        await Store.Journals.Append(Feed, Journal, 0, Rows("a", "b", "c"));
        Snapshot first = new(1, time, [1]), second = new(2, time.AddTicks(1), [2]);
        await Store.Journals.KeepSnapshot(Journal, first);
        await Store.Journals.KeepSnapshot(Journal, second);
        await Store.Journals.KeepSnapshot(Journal, second);

        Assert.Null(await Store.Journals.FindSnapshot(Journal, time.AddTicks(-1)));
        Assert.Equal((1, time), Of(await Store.Journals.FindSnapshot(Journal, time)));
        Assert.Equal((2, time.AddTicks(1)), Of(await Store.Journals.FindSnapshot(Journal, time.AddDays(1))));
        Assert.Null(await Store.Journals.FindSnapshot(Other, time.AddDays(1)));

        static (long, DateTimeOffset) Of(Snapshot? snapshot) => (snapshot!.Number, snapshot.Time);
    }

    static NewRow[] Rows(params string[] keys) => [.. keys.Select(key => new NewRow(key, Encoding.UTF8.GetBytes(key)))];

    async Task<List<(long Number, long Position, string Body)>> Read(string journal) =>
        [.. (await All(Store.Journals.Read(journal, 0, Cancellation))).Select(row => (row.Number, row.Position, Encoding.UTF8.GetString(row.Body)))];

    static async Task<List<JournalRow>> All(IAsyncEnumerable<JournalRow> rows)
    {
        var all = new List<JournalRow>();
        await foreach (var row in rows)
            all.Add(row);
        return all;
    }
}

/// <inheritdoc/>
public sealed class SqliteJournalRowsTests() : JournalRowsLaws(new TestedSqlite());

/// <inheritdoc/>
public sealed class PostgresJournalRowsTests(PostgresServer server) : JournalRowsLaws(new TestedPostgres(server));
