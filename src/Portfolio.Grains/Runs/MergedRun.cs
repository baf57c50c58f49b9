using Google.Protobuf;
using Google.Protobuf.Collections;
using Portfolio.Contracts.V1;
using Portfolio.Model;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;
using Portfolio.Model.Statistics;

namespace Portfolio.Grains.Runs;

/// <summary>What a run has merged so far: always its first replications, none left out.</summary>
sealed class MergedRun
{
    readonly RepeatedField<ByteString> leaves = [];
    readonly IReadOnlyList<string> groups;
    OutcomeStatistics? outcomes;

    /// <summary>Nothing merged, or what checkpoints hold.</summary>
    /// <param name="run">The run, compiled.</param>
    /// <param name="checkpoint">What was merged; of a complete run without statistics of end outcomes.</param>
    /// <param name="room">Empty statistics of end outcomes, to be given back by letting go of them; null for new ones.</param>
    public MergedRun(CompiledRun run, RunCheckpoint checkpoint, OutcomeStatistics? room = null)
    {
        (Model, groups) = (run.Model, run.Groups);
        Statistics = SeriesStatistics.Of(run.Model, run.Series);
        outcomes = room ?? new OutcomeStatistics(run.Model);
        Subjects = outcomes.Subjects;
        if (checkpoint.Replications == 0)
            return;
        Replications = checkpoint.Replications;
        leaves.AddRange(checkpoint.Leaves);
        StatisticsCodec.AddTo(Statistics, Pieces(checkpoint.SeriesPieces, checkpoint.Statistics));
        if (HasOutcomes(checkpoint))
            StatisticsCodec.AddTo(Outcomes, checkpoint.Replications, Pieces(checkpoint.OutcomePieces, checkpoint.Outcomes));
    }

    /// <summary>Whether a checkpoint holds statistics of end outcomes, without which nothing can go on from it.</summary>
    public static bool HasOutcomes(RunCheckpoint checkpoint) => checkpoint.HasOutcomes || checkpoint.OutcomePieces.Count > 0;

    /// <summary>What is simulated.</summary>
    public PortfolioModel Model { get; }

    /// <summary>What results are about.</summary>
    public Subjects Subjects { get; }

    /// <summary>Statistics of the chosen series.</summary>
    public SeriesStatistics Statistics { get; }

    /// <summary>Statistics of the end outcomes; until they are let go of.</summary>
    public OutcomeStatistics Outcomes => outcomes ?? throw new InvalidOperationException("the statistics of the end outcomes were let go of");

    /// <summary>Replications merged.</summary>
    public int Replications { get; private set; }

    /// <summary>Root of the hash tree over the outcomes, in hexadecimal.</summary>
    public string Digest => HashTree.Root(leaves);

    /// <summary>Does what takes long of merging the next shard, and changes no statistics of series: may be done on any thread while frames are made.</summary>
    public ShardReport Prepare(ShardReport shard)
    {
        if (shard.Range.First != Replications)
            throw new InvalidOperationException($"shard of replication {shard.Range.First} merged after {Replications}");
        Statistics.MakeRoom(shard.Series);
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

    /// <summary>Lets go of the statistics of the end outcomes: nothing more is merged or summarised. Not while a shard is prepared.</summary>
    public void LetGoOfOutcomes()
    {
        if (outcomes is not null)
            SpareOutcomes.GiveBack(outcomes);
        outcomes = null;
    }

    /// <summary>What was found so far, without bands. Not while a shard is prepared.</summary>
    public RunResult Summary(string run) => ResultSummary.Of(run, Model, groups, Outcomes);

    /// <summary>All of it, to go on from.</summary>
    /// <param name="room">Gets what the checkpoint's statistics lie in, to be given back once they are kept.</param>
    public RunCheckpoint Checkpoint(ICollection<SparePieces> room)
    {
        var checkpoint = Complete(room);
        checkpoint.OutcomePieces.AddRange(Wrapped(StatisticsCodec.Encode(Outcomes), room));
        return checkpoint;
    }

    /// <summary>What is kept of it once it is complete and summarised.</summary>
    /// <inheritdoc cref="Checkpoint"/>
    public RunCheckpoint Complete(ICollection<SparePieces> room)
    {
        var checkpoint = WithoutStatistics();
        checkpoint.SeriesPieces.AddRange(Wrapped(StatisticsCodec.Encode(Statistics), room));
        return checkpoint;
    }

    /// <summary>How many replications, and the hashes of their outcomes.</summary>
    public RunCheckpoint WithoutStatistics() => new() { Replications = Replications, Leaves = { leaves } };

    static IEnumerable<ByteString> Wrapped(SparePieces pieces, ICollection<SparePieces> room)
    {
        room.Add(pieces);
        return pieces.Written.Select(UnsafeByteOperations.UnsafeWrap);
    }

    static IReadOnlyList<ReadOnlyMemory<byte>> Pieces(RepeatedField<ByteString> pieces, ByteString ofBefore) =>
        pieces.Count > 0 ? [.. pieces.Select(piece => piece.Memory)] : [ofBefore.Memory];
}
