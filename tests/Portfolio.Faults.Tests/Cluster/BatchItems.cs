using Grpc.Core;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Faults.Tests.Cluster;

/// <summary>Reads the items of batches.</summary>
static class BatchItems
{
    /// <summary>All items as they stand.</summary>
    public static async Task<List<BatchItem>> Items(this PortfolioClient client, string batch, bool withResults, CancellationToken cancellation)
    {
        var items = new List<BatchItem>();
        using var call = client.Batches.ReadBatchItems(new() { Name = batch, WithoutResults = !withResults }, cancellationToken: cancellation);
        await foreach (var item in call.ResponseStream.ReadAllAsync(cancellation))
            items.Add(item);
        return items;
    }
}
