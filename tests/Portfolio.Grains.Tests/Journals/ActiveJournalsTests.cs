using Microsoft.Extensions.DependencyInjection;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Journals;

namespace Portfolio.Grains.Tests.Journals;

/// <summary>Journals written from every silo, directly where their grain is active and through it from elsewhere, come to the same as if the grain alone had been asked.</summary>
public sealed class ActiveJournalsTests(SharedCluster shared)
{
    const int EntriesEach = 50;

    readonly IJournalGrain journal = shared.Cluster.Journal(Said.Subject());

    IEnumerable<ActiveJournals> EachSilo => shared.Cluster.Silos.Select(silo => silo.ServiceProvider.GetRequiredService<ActiveJournals>());

    [Fact]
    public async Task Record_OnEachSilo_GoesOnBehindTheOthers()
    {
        foreach (var (index, silo) in EachSilo.Index())
            Assert.Equal(index + 1, Assert.Single((await Record(silo, Said.Live($"{index}", 1))).Entries).Number);
        Assert.Equal(1 + 2, await journal.LiveAt());
    }

    [Fact]
    public async Task Record_OnEachSiloAndByTheGrainAtOnce_NumbersAllWithoutGaps()
    {
        Func<Entry, Task<Recorded>>[] ways = [.. EachSilo.Select<ActiveJournals, Func<Entry, Task<Recorded>>>(silo => entry => Record(silo, entry)), entry => journal.Record(entry)];
        var numbers = await Task.WhenAll(ways.Select(async (way, writer) =>
        {
            var recorded = await Task.WhenAll(Enumerable.Range(0, EntriesEach).Select(each => way(Said.Live($"{writer}-{each}", 1))));
            return recorded.Select(each => each.Entries[0].Number).ToList();
        }));
        Assert.Equal(Enumerable.Range(1, ways.Length * EntriesEach).Select(number => (long)number), numbers.SelectMany(each => each).Order());
        Assert.Equal(ways.Length * EntriesEach, (await journal.Verify()).Verified);
    }

    [Fact]
    public async Task Record_AfterTheGrainWasPutAway_GoesOnBehindWhatIsThere()
    {
        for (var restart = 0; restart < 3; restart++)
        {
            await journal.Record(Said.Live($"grain-{restart}", 1));
            foreach (var (index, silo) in EachSilo.Index())
                Assert.Empty((await Record(silo, Said.Live($"{index}-{restart}", 1))).Problems);
            await journal.Restart();
        }

        Assert.Equal("1 2 3 4 5 6 7 8 9", await journal.Numbers());
        Assert.Equal(1, (await Record(EachSilo.First(), Said.Live("grain-0", 1))).Known);
    }

    [Fact]
    public async Task Record_SomebodyBlocksAndThrowsWhenAcknowledged_OthersAreRecorded()
    {
        using var gate = new ManualResetEventSlim();
        var culprits = EachSilo.Select(silo => Record(silo, Said.Live("culprit", 1)).ContinueWith(_ => GoOn(gate), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)).ToList();
        foreach (var silo in EachSilo)
            await Task.WhenAll(Enumerable.Range(0, EntriesEach).Select(each => Record(silo, Said.Live($"other-{each}", 1))));
        gate.Set();
        foreach (var culprit in culprits)
            await Assert.ThrowsAsync<InvalidDataException>(() => culprit);
        Assert.Equal(1 + EntriesEach, (await journal.Verify()).Verified);

        static void GoOn(ManualResetEventSlim gate)
        {
            gate.Wait(TestContext.Current.CancellationToken);
            throw new InvalidDataException("no");
        }
    }

    Task<Recorded> Record(ActiveJournals journals, Entry entry) => journals.Record(journal.GetPrimaryKeyString(), new RecordOrder([entry], Partial: false, ValidateOnly: false));
}
