using Portfolio.Client;
using Portfolio.Contracts.V1;
using Portfolio.Faults.Tests.Cluster;
using Portfolio.Model.Tests;

namespace Portfolio.Faults.Tests.Streams;

/// <summary>
/// The streams of runs are cut: by a proxy, after any number of bytes; by clients, after any number of frames; and by the kill of the server.
/// STREAM_CUTS are how many times, STREAM_CUTS_SEED says at which of them.
/// </summary>
public sealed class StreamCutsTests(ITestOutputHelper output) : IDisposable
{
    const int CutsBetweenKills = 20;

    /// <summary>Replications of a run: it takes some seconds, in which each of its readers is cut off several times.</summary>
    const int Replications = 120_000;

    /// <summary>How long ten cuts may take before the test gives up: many times as long as they should.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("faults");
    readonly SeenFrames seen = new();
    readonly Moments cut = new();

    public void Dispose() => folder.Delete(recursive: true);

    static Run Wanted => new(Some.Run(Some.Seeds[0])) { Replications = Replications };

    [Fact]
    public async Task Cut_AnywhereByAnybody_ReadersSeeTheSameAndEachItsEndOnce()
    {
        var (cuts, seed) = (LongRun.Setting("STREAM_CUTS", 30), LongRun.Setting("STREAM_CUTS_SEED", 1));
        output.WriteLine($"STREAM_CUTS={cuts} STREAM_CUTS_SEED={seed}");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience * (1 + (cuts / 10)));
        await using var server = await MortalServer.Start(folder.FullName);
        await server.Client.Portfolios.CreatePortfolioAsync(Some.Creation(), cancellationToken: patience.Token);
        using var undisturbed = await Undisturbed.Start(folder.FullName, patience.Token);
        var found = await undisturbed.Found(Wanted, patience.Token);
        await using var proxy = new CuttingProxy(server.Client.Addresses.All[0].Port, new Random(seed), cut);

        // A way of its own for each: on one connection, a reader that is ahead would use up what the other's next frame needs.
        using var one = new PortfolioClient(proxy.Address);
        using var other = new PortfolioClient(proxy.Address);

        var enough = cut.After(cuts);
        var killing = Kill(server, enough, patience.Token);
        var random = new Random(seed);
        var runs = 0;
        for (; !enough.IsCompleted; runs++)
            await Watch(server.Client, [server.Client, one, other], found, random, patience.Token);
        var kills = await killing;
        output.WriteLine($"{runs} runs were watched, with {cut.Counted} cuts and {kills} kills; {seen.Count} positions were seen, and {seen.Compared} bands compared");
    }

    /// <summary>A run is watched by one reader that is left alone but for the kills, by two behind the proxy, and by one that comes and goes.</summary>
    async Task Watch(PortfolioClient direct, PortfolioClient[] ways, Run found, Random random, CancellationToken patience)
    {
        var request = new CreateRunRequest { Parent = Some.Workspace, Run = Wanted, RequestId = $"run-{random.Next()}" };
        var run = await Persistent.Ask(() => direct.Runs.CreateRunAsync(request, cancellationToken: patience), patience);
        var coming = new Reader(direct, seen).WatchInPieces(run.Name, new Random(random.Next()), cut, patience);
        var readers = ways.Select(way => new Reader(way, seen)).ToList();
        var ends = await Task.WhenAll(readers.Select(reader => reader.Watch(run.Name, patience)));
        await coming;
        Assert.All(readers, reader => Assert.Empty(reader.Missed(run.Name)));
        Assert.All(ends, end => Assert.Equal(Undisturbed.What(found), Undisturbed.What(end)));
        Assert.All(ends, end => Assert.Equal(ends[0], end));
    }

    /// <summary>Kills the server again and again; kills are no cuts that count.</summary>
    /// <returns>How often.</returns>
    async Task<int> Kill(MortalServer server, Task enough, CancellationToken patience)
    {
        var kills = 0;
        for (; await Task.WhenAny(enough, cut.After(CutsBetweenKills).WaitAsync(patience)) != enough; kills++)
            await server.KillAndRestart();
        return kills;
    }
}
