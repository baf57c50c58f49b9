using Portfolio.Contracts.V1;
using Portfolio.Grains.Journals;

namespace Portfolio.Grains.Tests.Journals;

/// <summary>One journal: what is recorded, refused, recorded again and corrected, and what it makes one believe.</summary>
public sealed class JournalGrainTests(SharedCluster shared)
{
    readonly IJournalGrain journal = shared.Cluster.Journal(Said.Subject());

    [Fact]
    public async Task Record_Entries_NumbersThemAndKeepsWhatTheySay()
    {
        var recorded = await journal.Record(Said.Live("a", 2), Said.Live("b", 3));
        Assert.Equal([1L, 2], recorded.Entries.Select(entry => entry.Number));
        Assert.Equal([1L, 2], recorded.Entries.Select(entry => entry.Sequence));
        Assert.All(recorded.Entries, entry => Assert.Equal(journal.GetPrimaryKeyString(), entry.Subject));
        Assert.Equal(recorded.Entries, await journal.Read(0, 10));
        Assert.Equal(1 + 2 + 3, await journal.LiveAt());
    }

    [Fact]
    public async Task Record_OneOfSeveralWrong_RecordsNone()
    {
        var recorded = await journal.Record(Said.Live("a", 2), Said.Live("b", 3, corrects: 7), Said.Live("c", 1));
        Assert.Equal(["1 corrects: there is no entry 7; allowed: 1 to 1"], recorded.Words());
        Assert.Empty(recorded.Entries);
        Assert.Empty(await journal.Numbers());
    }

    [Fact]
    public async Task Record_Partial_RecordsTheRest()
    {
        var recorded = await journal.Record(new RecordOrder([Said.Live("a", 2), Said.Live("b", 3, corrects: 7), Said.Live("c", 1)], Partial: true, ValidateOnly: false));
        Assert.Equal(["a", "c"], recorded.Entries.Select(entry => entry.Key));
        Assert.Equal("1 2", await journal.Numbers());
        Assert.Single(recorded.Problems);
    }

    [Fact]
    public async Task Record_ValidateOnly_SaysTheSameAndRecordsNothing()
    {
        await journal.Record(Said.Live("a", 2));
        var checkedOnly = await journal.Record(new RecordOrder([Said.Live("a", 2), Said.Live("b", 3)], Partial: false, ValidateOnly: true));
        Assert.Equal((2, 1), (checkedOnly.Entries.Count, checkedOnly.Known));
        Assert.Equal("1", await journal.Numbers());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Record_KeyWithOtherContent_IsRefusedAndNamesTheEntry(bool validateOnly)
    {
        await journal.Record(Said.Live("a", 2));
        var recorded = await journal.Record(new RecordOrder([Said.Live("a", 3)], Partial: false, validateOnly));
        Assert.Equal(["0 key: \"a\" is the key of entry 1, which says something else; give a new entry a key of its own"], recorded.Words());
        Assert.Equal("1", await journal.Numbers());
    }

    [Fact]
    public async Task Record_AgainAfterARestart_GivesTheEntriesThatAreThere()
    {
        var first = await journal.Record(Said.Live("a", 2), Said.Live("b", 3));
        await journal.Restart();
        var again = await journal.Record(Said.Live("b", 3), Said.Live("c", 1));
        Assert.Equal((1, first.Entries[1]), (again.Known, again.Entries[0]));
        Assert.Equal("1 2 3", await journal.Numbers());
    }

    [Fact]
    public async Task Record_CorrectionWithdrawalAndAcceptanceAgain_HaveNoFurtherEffect()
    {
        Entry[] all = [Said.Live("a", 2), Said.Live("b", 3, source: "survey"), Said.Live("c", 5, corrects: 1), Said.Accepted("d", 2), Said.Withdrawn("e", 3)];
        var first = await journal.Record(all);
        Assert.Empty(first.Words());
        var again = await journal.Record(all);
        Assert.Empty(again.Words());
        Assert.Equal(5, again.Known);
        Assert.Equal(first.Entries, again.Entries);
        Assert.Equal(1 + 3, await journal.LiveAt());
    }

    [Fact]
    public async Task Record_KeyTwiceInOneCall_IsOneEntry()
    {
        var recorded = await journal.Record(Said.Live("a", 2), Said.Live("a", 2));
        Assert.Equal((1, "1"), (recorded.Known, await journal.Numbers()));
    }

    [Fact]
    public async Task Record_CorrectionsAcrossCalls_LastOneStands()
    {
        await journal.Record(Said.Live("a", 2));
        await journal.Record(Said.Live("b", 3, corrects: 1));
        await journal.Record(Said.Live("c", 4, month: "2022-05", corrects: 2));
        Assert.Equal((1, 1 + 4), (await journal.LiveAt("2022-04"), await journal.LiveAt("2022-05")));
        Assert.Equal(["0 corrects: entry 1 was corrected or withdrawn by entry 2; refer to what stands now"], (await journal.Record(Said.Live("d", 9, corrects: 1))).Words());
    }

    [Fact]
    public async Task Believe_Month_LeavesOutLaterOnes()
    {
        await journal.Record(Said.Live("a", 2, "2022-03"), Said.Live("b", 3, "2022-06"));
        Assert.Equal((1, 3, 3, 6), (await journal.LiveAt("2022-02"), await journal.LiveAt("2022-03"), await journal.LiveAt("2022-05"), await journal.LiveAt()));
    }

    [Fact]
    public async Task Months_UpToALastOne_HaveNoGaps()
    {
        await journal.Record(Said.Live("a", 2, "2022-03"));
        var months = (await journal.Months(Said.Planned, "2022-05", null)).Months;
        Assert.Equal(["2022-01", "2022-02", "2022-03", "2022-04", "2022-05"], months.Select(month => month.Month));
        Assert.Equal([0, 0, 2, 0, 0], months.Select(month => month.WentLive));
        Assert.Equal([1, 1, 3, 3, 3], months.Select(month => month.Live));
    }

    [Fact]
    public async Task Verify_AfterManyCommits_ProvesEveryEntry()
    {
        var empty = await journal.Verify();
        await journal.Record(Said.Many(3));
        await journal.Record(Said.Withdrawn("w", 2));
        var proof = await journal.Verify();
        Assert.Equal((0, 4, ""), (empty.Verified, proof.Verified, proof.Problem));
        Assert.Matches("^[0-9a-f]{64}$", proof.Hash);
        Assert.NotEqual(empty.Hash, proof.Hash);
    }
}
