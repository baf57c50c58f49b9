namespace Portfolio.Grains.Runs;

/// <summary>What is kept of a shard.</summary>
/// <param name="FirstReplication">Where the shard begins.</param>
/// <param name="Epoch">The run's epoch in which it was computed; 0 of what was kept before epochs were.</param>
/// <param name="Body">What is kept of it.</param>
public readonly record struct ShardRow(int FirstReplication, int Epoch, byte[] Body);

/// <summary>
/// Keeps something of a run's shards, a row for each, durably. Each epoch of a run has rows of its own: a server that is taken for lost may go on for a while beside the one that follows it, and neither may write over
/// what the other needs.
/// </summary>
public interface IShardRows
{
    /// <summary>Writes that of the shard which begins at a replication; the same again has no further effect.</summary>
    Task Write(string run, int epoch, int firstReplication, ReadOnlyMemory<byte> body);

    /// <summary>Deletes all of a run; none has no further effect.</summary>
    Task Delete(string run) => Delete(run, before: int.MaxValue);

    /// <summary>Deletes that of a run's shards which begin before a replication, of all epochs.</summary>
    Task Delete(string run, int before);

    /// <summary>Reads all of a run in the order of replications, and of epochs.</summary>
    IAsyncEnumerable<ShardRow> Read(string run, CancellationToken cancellation) => Read(run, 0, cancellation);

    /// <summary>Reads that of a run's shards which begin at a replication or behind it.</summary>
    IAsyncEnumerable<ShardRow> Read(string run, int firstReplication, CancellationToken cancellation);
}

/// <summary>Keeps the outcomes of a run's replications, shard by shard, for as long as the run.</summary>
public interface IOutcomeBlocks : IShardRows;

/// <summary>Keeps shards that are computed, until a checkpoint holds them (<see cref="ShardLog"/>).</summary>
public interface IShardLog : IShardRows;
