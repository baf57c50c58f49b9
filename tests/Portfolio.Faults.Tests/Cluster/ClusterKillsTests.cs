using Portfolio.Contracts.V1;
using Portfolio.Model.Tests;
using Portfolio.Tests;

namespace Portfolio.Faults.Tests.Cluster;

/// <summary>
/// Of three servers on one database one is killed or all are, at random moments, while runs and batches go on; now and then the database is stopped besides. CLUSTER_KILLS are
/// how many kills, CLUSTER_KILLS_SEED says whom and at which moments.
/// </summary>
public sealed class ClusterKillsTests(ITestOutputHelper output) : IAsyncDisposable
{
    const int RunsAtATime = 2;
    const int MostNewsBetween = 80;

    /// <summary>How long a fault may keep everybody busy before the test gives up: many times as long as it should.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("faults");

    /// <summary>Of its own: no other test is to find its database stopped.</summary>
    readonly PostgresServer postgres = new();

    public async ValueTask DisposeAsync()
    {
        await postgres.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Kill_AnyServerAtAnyMoment_NothingIsLostAndNothingDoneTwice()
    {
        var (kills, seed) = (LongRun.Setting("CLUSTER_KILLS", 5), LongRun.Setting("CLUSTER_KILLS_SEED", 1));
        output.WriteLine($"CLUSTER_KILLS={kills} CLUSTER_KILLS_SEED={seed}");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience * (kills + 1));
        using var undisturbed = await Undisturbed.Start(folder.FullName, patience.Token);
        var wanted = new List<(Run, Run, IReadOnlyList<double>)>();
        foreach (var run in Some.Runs())
        {
            var found = await undisturbed.Found(run, patience.Token);
            wanted.Add((run, found, await undisturbed.Kept(found, patience.Token)));
        }

        await using var cluster = await MortalCluster.Start(folder.FullName, await postgres.NewDatabase());
        foreach (var creation in new[] { Some.Creation(), Some.LongCreation() })
            await cluster.Client.Portfolios.CreatePortfolioAsync(creation, cancellationToken: patience.Token);

        var batches = new BatchLoad(cluster);
        var runs = Enumerable.Range(1, RunsAtATime).Select(number => new RunLoad($"runs-{number}", cluster, wanted)).ToList();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
        List<Task> working = [batches.Work(stop.Token, patience.Token), .. runs.Select(load => load.Work(stop.Token, patience.Token))];
        var stops = await Strike(cluster, kills, new Random(seed), working, patience.Token);
        await stop.CancelAsync();
        await Task.WhenAll(working);

        var (ended, compared) = (runs.Sum(load => load.Ended), runs.Sum(load => load.Compared));
        output.WriteLine($"{ended} runs and {batches.Items} items came to their end through {kills} kills and {stops} stops of the database; {compared} bands were compared");
        Assert.NotEqual(0, compared);
        foreach (var load in runs)
            await load.CheckAgain(patience.Token);
        await batches.Check(undisturbed, patience.Token);
    }

    /// <summary>Of ten kills one kills all servers at once, the others one server; and before one of ten, the database is stopped.</summary>
    /// <returns>How often the database was.</returns>
    async Task<int> Strike(MortalCluster cluster, int kills, Random random, List<Task> working, CancellationToken patience)
    {
        var stops = 0;
        for (var kill = 1; kill <= kills; kill++)
        {
            if (kill % 10 == 2)
            {
                await Moment();
                await RestartPostgres(cluster);
                stops++;
            }

            await Moment();
            await cluster.Kill(kill % 10 == 4 ? [.. Enumerable.Range(0, MortalCluster.Size)] : [random.Next(MortalCluster.Size)]);
            patience.ThrowIfCancellationRequested();
        }

        await cluster.WhenUp();
        return stops;

        // Work that failed will say so here; waiting for its news alone might be for ever.
        async Task Moment() => await await Task.WhenAny([.. working, cluster.News.After(random.Next(MostNewsBetween))]);
    }

    /// <summary>A server that is just starting would find no database and end, as it should; that is another test's.</summary>
    async Task RestartPostgres(MortalCluster cluster)
    {
        await cluster.WhenUp();
        await postgres.Stop();
        await postgres.Start();
    }
}
