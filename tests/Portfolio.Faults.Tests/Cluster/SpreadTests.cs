using Portfolio.Tests;

namespace Portfolio.Faults.Tests.Cluster;

/// <summary>What one run asks of three servers.</summary>
public sealed class SpreadTests(PostgresServer postgres, ITestOutputHelper output) : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("faults");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Run_OnThreeServers_KeepsEachOfThemBusy()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var cluster = await MortalCluster.Start(folder.FullName, await postgres.NewDatabase());
        await cluster.Client.Portfolios.CreatePortfolioAsync(Some.Creation(), cancellationToken: cancellation);
        await Watch(Some.Seeds[0]);
        var before = await cluster.ProcessorTimes();
        await Watch(Some.Seeds[1]);
        var used = (await cluster.ProcessorTimes()).Zip(before, (after, first) => (after - first).TotalSeconds).ToList();
        output.WriteLine($"processor seconds of the servers: {string.Join(", ", used.Select(each => $"{each:0.0}"))}");

        // The server that has the run merges and keeps it besides.
        Assert.All(used, each => Assert.True(each > used.Sum() / (2 * MortalCluster.Size), $"one server has used {each} of {used.Sum()} seconds"));

        async Task Watch(ulong seed)
        {
            var run = await cluster.Client.Runs.CreateRunAsync(new() { Parent = Some.Workspace, Run = Some.Run(seed) }, cancellationToken: cancellation);
            await foreach (var frame in cluster.Client.Watch(run.Name, null, cancellation))
                Assert.Null(frame.Ended?.Error);
        }
    }
}
