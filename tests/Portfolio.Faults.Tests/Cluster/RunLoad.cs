using Portfolio.Contracts.V1;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Faults.Tests.Cluster;

/// <summary>A client that has one run after another computed, and checks each: it ends, with all its replications, and finds what is found where nothing happens.</summary>
/// <param name="name">Its name, with which its request ids begin.</param>
/// <param name="cluster">The cluster.</param>
/// <param name="digests">What must be found, by seed.</param>
sealed class RunLoad(string name, MortalCluster cluster, IReadOnlyDictionary<ulong, string> digests)
{
    readonly List<Run> ended = [];

    /// <summary>Runs that have ended.</summary>
    public IReadOnlyList<Run> Ended => ended;

    /// <summary>Runs until it is told to stop; the last run comes to its end.</summary>
    public async Task Work(CancellationToken stop, CancellationToken patience)
    {
        while (!stop.IsCancellationRequested)
        {
            foreach (var (seed, digest) in digests)
                await Work(seed, digest, patience);
        }
    }

    /// <summary>Asks for each run again: what ended stays as it was told.</summary>
    public async Task CheckAgain(CancellationToken patience)
    {
        foreach (var run in ended)
            Assert.Equal(run, await Persistent.Ask(() => cluster.Client.Runs.GetRunAsync(new() { Name = run.Name }, cancellationToken: patience), patience));
    }

    async Task Work(ulong seed, string digest, CancellationToken patience)
    {
        var request = new CreateRunRequest { Parent = Some.Workspace, Run = Some.Run(seed), RequestId = $"{name}-{ended.Count}" };
        var run = await Persistent.Ask(() => cluster.Client.Runs.CreateRunAsync(request, cancellationToken: patience), patience);
        await foreach (var frame in cluster.Client.Watch(run.Name, null, patience))
        {
            cluster.News.Count();
            if (frame.Ended is not { } end)
                continue;
            Assert.Equal((State.Succeeded, Some.Replications, digest), (end.State, end.ReplicationsDone, end.Digest));
            Assert.Equal((run.CreateTime, run.Replications), (end.CreateTime, end.Replications));
            ended.Add(end);
        }
    }
}
