using Portfolio.Client;
using Portfolio.Contracts.V1;
using Portfolio.Server.Tests.Hosting;

namespace Portfolio.Faults.Tests.Cluster;

/// <summary>A server of its own, with an embedded store, to which nothing happens: what it finds is what must be found.</summary>
sealed class Undisturbed : IDisposable
{
    readonly ServerProcess server;
    readonly PortfolioClient client;
    readonly Dictionary<ulong, string> digests = [];

    Undisturbed(ServerProcess server) => (this.server, client) = (server, new PortfolioClient(server.Grpc));

    /// <summary>Starts it, with the portfolio of these tests.</summary>
    public static async Task<Undisturbed> Start(string folder, CancellationToken patience)
    {
        var undisturbed = new Undisturbed(await ServerProcess.Start(Path.Combine(folder, "undisturbed")));
        await undisturbed.client.Portfolios.CreatePortfolioAsync(Some.Creation(), cancellationToken: patience);
        return undisturbed;
    }

    /// <summary>The digest of the run of a seed.</summary>
    public async Task<string> Digest(ulong seed, CancellationToken patience)
    {
        if (!digests.TryGetValue(seed, out var digest))
        {
            var run = await client.Runs.CreateRunAsync(new() { Parent = Some.Workspace, Run = Some.Run(seed) }, cancellationToken: patience);
            await foreach (var frame in client.Watch(run.Name, null, patience))
                digest = frame.Ended?.Digest ?? digest;
            digests[seed] = digest!;
        }

        return digests[seed];
    }

    /// <summary>The digests of a batch's items, by number.</summary>
    public async Task<Dictionary<int, string>> Digests(Batch batch, CancellationToken patience)
    {
        var created = await client.Batches.CreateBatchAsync(new() { Parent = Some.Workspace, Batch = batch }, cancellationToken: patience);
        await foreach (var frame in client.WatchBatch(created.Name, patience))
            Assert.Equal(0, frame.Ended?.ItemsFailed ?? 0);
        return (await client.Items(created.Name, withResults: true, patience)).ToDictionary(item => item.Number, item => item.Digest);
    }

    public void Dispose()
    {
        client.Dispose();
        server.Dispose();
    }
}
