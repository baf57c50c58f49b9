using Portfolio.Contracts.V1;
using Portfolio.Faults.Tests.Streams;

namespace Portfolio.Faults.Tests.Cluster;

/// <summary>
/// A client that has one run after another computed, and checks each: it ends, with as many replications as where nothing happens, and finds what is found there. Two readers at two servers
/// watch it, who see the same where they see the same position, every change of state, and the end.
/// </summary>
/// <param name="name">Its name, with which its request ids begin.</param>
/// <param name="cluster">The cluster.</param>
/// <param name="undisturbed">The runs that it asks for, each with what becomes of it where nothing happens, and what it keeps.</param>
sealed class RunLoad(string name, MortalCluster cluster, IReadOnlyList<(Run Wanted, Run Found, IReadOnlyList<double> Kept)> undisturbed)
{
    readonly List<(Run Run, IReadOnlyList<double> Kept)> ended = [];

    /// <summary>How many runs have ended.</summary>
    public int Ended => ended.Count;

    /// <summary>How often both readers saw the same bands.</summary>
    public int Compared { get; private set; }

    /// <summary>Runs until it is told to stop; the last run comes to its end.</summary>
    public async Task Work(CancellationToken stop, CancellationToken patience)
    {
        while (!stop.IsCancellationRequested)
        {
            foreach (var (wanted, found, kept) in undisturbed)
                ended.Add((await Work(wanted, found, patience), kept));
        }
    }

    /// <summary>Asks for each run again: what ended stays as it was told, and what it kept is what it found.</summary>
    public async Task CheckAgain(CancellationToken patience)
    {
        foreach (var (run, kept) in ended)
        {
            Assert.Equal(run, await Persistent.Ask(() => cluster.Client.Runs.GetRunAsync(new() { Name = run.Name }, cancellationToken: patience), patience));
            var proof = await Persistent.Ask(() => cluster.Client.Runs.VerifyRunAsync(new() { Name = run.Name }, cancellationToken: patience), patience);
            Assert.True(proof.Verified, proof.Summary);
            Assert.Equal(kept, await KeptOutcomes.Of(run, cluster.Client, patience));
        }
    }

    async Task<Run> Work(Run wanted, Run found, CancellationToken patience)
    {
        var request = new CreateRunRequest { Parent = Some.Workspace, Run = wanted, RequestId = $"{name}-{ended.Count}" };
        var run = await Persistent.Ask(() => cluster.Client.Runs.CreateRunAsync(request, cancellationToken: patience), patience);
        var seen = new SeenFrames();
        var (one, others) = cluster.Apart(ended.Count);
        using (one)
        using (others)
        {
            List<Reader> readers = [new(one, seen, cluster.News), new(others, seen, cluster.News)];
            var ends = await Task.WhenAll(readers.Select(reader => reader.Watch(run.Name, patience)));
            Assert.All(readers, reader => Assert.Empty(reader.Missed(run.Name)));
            Assert.Equal(ends[0], ends[1]);
            Assert.Equal(Undisturbed.What(found), Undisturbed.What(ends[0]));
            Assert.Equal((run.CreateTime, run.Replications), (ends[0].CreateTime, ends[0].Replications));
            Compared += seen.Compared;
            return ends[0];
        }
    }
}
