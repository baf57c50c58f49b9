namespace Portfolio.Grains.Runs;

/// <summary>Keeps something of a run's shards, a row for each, durably.</summary>
public interface IShardRows
{
    /// <summary>Writes that of the shard which begins at a replication; the same again has no further effect.</summary>
    Task Write(string run, int firstReplication, ReadOnlyMemory<byte> body);

    /// <summary>Deletes all of a run; none has no further effect.</summary>
    Task Delete(string run) => Delete(run, from: 0, before: int.MaxValue);

    /// <summary>Deletes that of a run's shards which begin at a replication or behind it, and before another.</summary>
    Task Delete(string run, int from, int before);

    /// <summary>Reads all of a run in the order of replications.</summary>
    IAsyncEnumerable<(int FirstReplication, byte[] Body)> Read(string run, CancellationToken cancellation) => Read(run, 0, cancellation);

    /// <summary>Reads that of a run's shards which begin at a replication or behind it.</summary>
    IAsyncEnumerable<(int FirstReplication, byte[] Body)> Read(string run, int firstReplication, CancellationToken cancellation);
}

/// <summary>Keeps the outcomes of a run's replications, shard by shard, for as long as the run.</summary>
public interface IOutcomeBlocks : IShardRows;

/// <summary>Keeps shards that are computed, until a checkpoint holds them (<see cref="ShardLog"/>).</summary>
public interface IShardLog : IShardRows;
