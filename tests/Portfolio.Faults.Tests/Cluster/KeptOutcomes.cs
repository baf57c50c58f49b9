using Grpc.Core;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Faults.Tests.Cluster;

/// <summary>Outcomes of the portfolio in each replication of a run that keeps them.</summary>
static class KeptOutcomes
{
    /// <summary>Reads them, replication by replication; none where the run keeps none. Each replication must be there once, in order.</summary>
    public static async Task<IReadOnlyList<double>> Of(Run run, PortfolioClient client, CancellationToken patience)
    {
        var (next, found) = (0, new List<double>());
        if (!run.KeepOutcomes)
            return found;
        using var call = client.Runs.ReadOutcomes(new() { Name = run.Name, Subjects = { "portfolio" } }, cancellationToken: patience);
        await foreach (var block in call.ResponseStream.ReadAllAsync(patience))
        {
            Assert.Equal(next, block.FirstReplication);
            next += block.Count;
            found.AddRange(Enumerable.Range(0, block.Count).SelectMany(row => block.Columns.Select(column => column.Values[row])));
        }

        Assert.Equal(run.ReplicationsDone, next);
        return found;
    }
}
