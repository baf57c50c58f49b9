namespace Portfolio.Grains.Runs;

/// <summary>Keeps the outcomes of a run's replications, shard by shard, durably.</summary>
public interface IOutcomeBlocks
{
    /// <summary>Writes the outcomes that begin at a replication; the same ones again have no further effect.</summary>
    Task Write(string run, int firstReplication, ReadOnlyMemory<byte> outcomes);

    /// <summary>Deletes the outcomes of a run; none have no further effect.</summary>
    Task Delete(string run);

    /// <summary>Reads all outcomes of a run in the order of replications.</summary>
    IAsyncEnumerable<(int FirstReplication, byte[] Outcomes)> Read(string run, CancellationToken cancellation) => Read(run, 0, cancellation);

    /// <summary>Reads the outcomes of a run from a replication on.</summary>
    IAsyncEnumerable<(int FirstReplication, byte[] Outcomes)> Read(string run, int firstReplication, CancellationToken cancellation);
}
