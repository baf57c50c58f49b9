using Portfolio.Grains.Journals;

namespace Portfolio.Grains.Tests.Journals;

/// <summary>Many who write at once, and activations that do not know of each other.</summary>
public sealed class WritersTests(SharedCluster shared)
{
    const int Writers = 16;
    const int EntriesEach = 20;

    [Fact]
    public async Task Record_ByManyAtOnce_GivesDistinctNumbersWithoutGaps()
    {
        var journal = shared.Cluster.Journal(Said.Subject());
        var recorded = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Write(journal, $"w{writer}")));
        Assert.Equal(Enumerable.Range(1, Writers * EntriesEach).Select(number => (long)number), recorded.SelectMany(each => each).Order());
        Assert.Equal(Writers * EntriesEach, (await journal.Verify()).Verified);
    }

    [Fact]
    public async Task Record_SameKeysByManyAtOnce_RecordsEachOnce()
    {
        var journal = shared.Cluster.Journal(Said.Subject());
        var recorded = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Write(journal, "same")));
        Assert.All(recorded, numbers => Assert.Equal(recorded[0], numbers));
        Assert.Equal(EntriesEach, (await journal.Read(0, int.MaxValue)).Count);
    }

    [Fact]
    public async Task Record_JournalsOfOnePortfolioOnTwoSilos_ShareOneOrder()
    {
        var portfolio = Said.Feed();
        var subjects = Enumerable.Range(0, 8).Select(each => $"{portfolio}/initiatives/i{each}").Append(portfolio).ToList();
        await Task.WhenAll(subjects.Select(subject => Write(shared.Cluster.Journal(subject), "k")));
        var entries = (await Task.WhenAll(subjects.Select(subject => shared.Cluster.Journal(subject).Read(0, int.MaxValue)))).SelectMany(each => each);
        Assert.Equal(Enumerable.Range(1, 9 * EntriesEach).Select(sequence => (long)sequence), entries.Select(entry => entry.Sequence).Order());
    }

    [Fact]
    public async Task Record_AnotherActivationWroteMeanwhile_GoesOnBehindIt()
    {
        await using var scratch = new Scratch();
        await using var one = await Cluster.Start(scratch.Store);
        await using var other = await Cluster.Start(scratch.Store);
        var mine = one.Journal(Said.Subject());
        var theirs = other.Journal(mine.GetPrimaryKeyString());
        await mine.Record(Said.Live("a", 1));
        await theirs.Record(Said.Live("b", 2), Said.Live("c", 3, corrects: 1));
        var recorded = await mine.Record(Said.Live("d", 4), Said.Live("b", 2));
        Assert.Equal([4L, 2], recorded.Entries.Select(entry => entry.Number));
        Assert.Equal(1 + 2 + 3 + 4, await mine.LiveAt());
        Assert.Equal((4, ""), await theirs.Verify() is var proof ? (proof.Verified, proof.Problem) : default);
        Assert.NotEmpty((await theirs.Record(Said.Live("d", 5))).Problems);
    }

    static async Task<List<long>> Write(IJournalGrain journal, string name)
    {
        var numbers = new List<long>();
        for (var i = 0; i < EntriesEach; i++)
        {
            var entry = Assert.Single((await journal.Record(Said.Live($"{name}-{i}", 1))).Entries);
            numbers.Add(entry.Number);
        }

        return numbers;
    }
}
