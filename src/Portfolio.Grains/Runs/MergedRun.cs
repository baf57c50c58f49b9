using Google.Protobuf;
using Google.Protobuf.Collections;
using Portfolio.Contracts.V1;
using Portfolio.Model;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Runs;

/// <summary>What a run has merged so far: always its first replications, none left out.</summary>
sealed class MergedRun
{
    readonly RepeatedField<ByteString> leaves = [];
    readonly IReadOnlyList<string> groups;
    byte[] room = [];

    /// <summary>Nothing merged, or what checkpoints hold.</summary>
    /// <param name="run">The run, compiled.</param>
    /// <param name="checkpoint">What was merged.</param>
    /// <param name="ends">Statistics of end outcomes; those of replications behind it are to be recalled.</param>
    public MergedRun(CompiledRun run, RunCheckpoint checkpoint, OutcomesCheckpoint ends)
    {
        (Model, groups) = (run.Model, run.Groups);
        Statistics = SeriesStatistics.Of(run.Model, run.Series);
        Outcomes = new OutcomeStatistics(run.Model);
        if (checkpoint.Replications == 0)
            return;
        Replications = checkpoint.Replications;
        leaves.AddRange(checkpoint.Leaves);
        StatisticsCodec.AddTo(Statistics, checkpoint.Statistics.Memory);
        if (ends.Replications > 0)
            StatisticsCodec.AddTo(Outcomes, ends.Replications, ends.Statistics.Memory);
    }

    /// <summary>What is simulated.</summary>
    public PortfolioModel Model { get; }

    /// <summary>What results are about.</summary>
    public Subjects Subjects => Outcomes.Subjects;

    /// <summary>Statistics of the chosen series.</summary>
    public SeriesStatistics Statistics { get; }

    /// <summary>Statistics of the end outcomes.</summary>
    public OutcomeStatistics Outcomes { get; }

    /// <summary>Replications merged.</summary>
    public int Replications { get; private set; }

    /// <summary>Root of the hash tree over the outcomes, in hexadecimal.</summary>
    public string Digest => HashTree.Root(leaves);

    /// <summary>Does what takes long of merging the next shard, and changes nothing that a frame shows: may be done on any thread while others read.</summary>
    public ShardReport Prepare(ShardReport shard)
    {
        if (shard.Range.First != Replications)
            throw new InvalidOperationException($"shard of replication {shard.Range.First} merged after {Replications}");
        Statistics.MakeRoom(shard.Series);
        lock (Outcomes)
            shard.AddTo(Outcomes, Model);
        return shard;
    }

    /// <summary>Merges a shard that is prepared.</summary>
    public void Merge(ShardReport prepared)
    {
        Statistics.TakeIn(prepared.Series);
        leaves.AddRange(prepared.Leaves);
        Replications += prepared.Range.Count;
    }

    /// <summary>Merges the next replications.</summary>
    public void Merge(RangeResult next) => Merge(Prepare(ShardReport.Of(Model, next, areKept: false)));

    /// <summary>Adds outcomes that were merged before the checkpoint, and whose statistics were not kept.</summary>
    /// <returns>Replications whose outcomes are there.</returns>
    public int Recall(int first, ReadOnlyMemory<byte> outcomes)
    {
        Outcomes.Add(first, OutcomeCodec.Decode(outcomes, Subjects.Count, Model.Targets.Count));
        return Outcomes.Replications;
    }

    /// <summary>What was found so far, without bands. May be asked for while shards are merged.</summary>
    public RunResult Summary(string run)
    {
        lock (Outcomes)
            return ResultSummary.Of(run, Model, groups, Outcomes);
    }

    /// <summary>All of it, to go on from; good until the next is asked for, which is written into the same room.</summary>
    public RunCheckpoint Checkpoint()
    {
        var statistics = StatisticsCodec.Encode(Statistics, room);
        room = statistics.Array!;
        var checkpoint = new RunCheckpoint { Replications = Replications, Statistics = UnsafeByteOperations.UnsafeWrap(statistics) };
        checkpoint.Leaves.AddRange(leaves);
        return checkpoint;
    }

    /// <summary>Statistics of end outcomes, to go on from.</summary>
    public OutcomesCheckpoint OutcomesCheckpoint()
    {
        lock (Outcomes)
            return new OutcomesCheckpoint { Replications = Outcomes.Replications, Statistics = StatisticsCodec.Encode(Outcomes) };
    }
}
