using Portfolio.Client;
using Portfolio.Contracts.V1;
using Portfolio.Server.Tests.Hosting;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Faults.Tests.Cluster;

/// <summary>A server of its own, with an embedded store, to which nothing happens: what it finds is what must be found.</summary>
sealed class Undisturbed : IDisposable
{
    readonly ServerProcess server;
    readonly PortfolioClient client;

    Undisturbed(ServerProcess server) => (this.server, client) = (server, new PortfolioClient(server.Grpc));

    /// <summary>Starts it, with the portfolios of these tests.</summary>
    public static async Task<Undisturbed> Start(string folder, CancellationToken patience)
    {
        var undisturbed = new Undisturbed(await ServerProcess.Start(Path.Combine(folder, "undisturbed")));
        foreach (var creation in new[] { Some.Creation(), Some.LongCreation() })
            await undisturbed.client.Portfolios.CreatePortfolioAsync(creation, cancellationToken: patience);
        return undisturbed;
    }

    /// <summary>A run as it ends.</summary>
    public async Task<Run> Found(Run wanted, CancellationToken patience)
    {
        var run = await client.Runs.CreateRunAsync(new() { Parent = Some.Workspace, Run = wanted }, cancellationToken: patience);
        await foreach (var frame in client.Watch(run.Name, null, patience))
            run = frame.Ended ?? run;
        Assert.Equal(State.Succeeded, run.State);
        return run;
    }

    /// <summary>What it kept of its replications.</summary>
    public Task<IReadOnlyList<double>> Kept(Run found, CancellationToken patience) => KeptOutcomes.Of(found, client, patience);

    /// <summary>What a run found, and where it stopped: this is the same whatever happened to it.</summary>
    public static (State State, int Replications, StoppingReason Reason, string Digest) What(Run run) => (run.State, run.ReplicationsDone, run.StoppingReason, run.Digest);

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
