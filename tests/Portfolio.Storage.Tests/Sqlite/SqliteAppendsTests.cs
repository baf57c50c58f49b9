using Portfolio.Grains.Journals;
using Portfolio.Storage.Sqlite;

namespace Portfolio.Storage.Tests.Sqlite;

/// <summary>Appends that were rolled back for another change's sake: what memory knew of them is forgotten with them.</summary>
public sealed class SqliteAppendsTests : IDisposable
{
    const string Feed = "workspaces/default/portfolios/p";
    const string Journal = Feed + "/initiatives/a";

    readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    /// <summary>Few rows, and so many that the append that is rolled back would have registered them.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(1020)]
    public async Task Append_InACommitThatFailsForAnother_IsThereOnce(int before)
    {
        const int more = 10;
        await using (var store = scratch.Open())
        {
            var rows = new SqliteJournalRows(store);
            for (var last = 0; last < before; last++)
                await rows.Append(Feed, Journal, last, Rows(last, 1));
            using var held = new Hold(store);
            var appended = rows.Append(Feed, Journal, before, Rows(before, more));
            var culprit = store.Write(_ => throw new InvalidDataException("no"));
            held.Release();
            Assert.Empty((await appended).Taken);
            await Assert.ThrowsAsync<InvalidDataException>(() => culprit);
            await rows.Append(Feed, Journal, before + more, Rows(before + more, 1));
        }

        await using var reopened = scratch.Open();
        var (journals, count) = (new SqliteJournalRows(reopened), before + more + 1);
        var numbers = await journals.Read(Journal, 0, TestContext.Current.CancellationToken).Select(row => (int)row.Number).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(1, count), numbers);
        Assert.Equal(count, (await journals.FindKeys(Journal, [.. Enumerable.Range(0, count).Select(key => $"{key}")])).Count);
    }

    [Fact]
    public async Task Append_FirstOfAFeedInACommitThatFailsForAnother_LeavesItsPlaceToNobodyElse()
    {
        const string other = "workspaces/default/portfolios/q";
        await using var store = scratch.Open();
        var rows = new SqliteJournalRows(store);
        for (var last = 0; last < 2; last++)
            await rows.Append("feed", "journal", last, Rows(last, 1));
        using (var held = new Hold(store))
        {
            var appended = rows.Append(Feed, Journal, 0, Rows(0, 1));
            var culprit = store.Write(_ => throw new InvalidDataException("no"));
            held.Release();
            await appended;
            await Assert.ThrowsAsync<InvalidDataException>(() => culprit);
        }

        await rows.Append(other, other + "/initiatives/b", 0, Rows(0, 1));
        Assert.Equal((1, 1), (await rows.LastPosition(Feed), await rows.LastPosition(other)));
    }

    static NewRow[] Rows(int first, int count) => [.. Enumerable.Range(first, count).Select(key => new NewRow($"{key}", new byte[] { 1 }))];
}
