using Google.Protobuf;
using Portfolio.Model;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;
using Portfolio.Model.Statistics;

namespace Portfolio.Grains.Runs;

/// <summary>
/// What a shard came to, for whoever merges it. Its outcomes are packed and hashed by the thread that computed it. Of a short one there are values, which are counted together with others' where they are
/// merged; a long one is counted too, so that merging takes some milliseconds however long it is.
/// </summary>
public sealed class ShardReport
{
    readonly OutcomeTable? table;
    ReadOnlyMemory<byte> packed;

    // Spare memory, where outcomes were packed in this process.
    byte[]? room;

    /// <summary>One that has travelled.</summary>
    /// <param name="range">The replications.</param>
    /// <param name="series">Statistics of the series.</param>
    /// <param name="leaves">SHA-256 of each block of outcomes.</param>
    /// <param name="packed">The outcomes, packed.</param>
    /// <param name="counted">Encoded statistics of the outcomes; empty where they are to be counted.</param>
    internal ShardReport(ReplicationRange range, SeriesStatistics series, IReadOnlyList<ByteString> leaves, ReadOnlyMemory<byte> packed, ReadOnlyMemory<byte> counted) =>
        (Range, Series, Leaves, this.packed, Counted) = (range, series, leaves, packed, counted);

    ShardReport(RangeResult result) =>
        (Range, Series, table, Leaves) = (result.Range, result.Statistics, result.Outcomes, [.. ShardCodec.Leaves(result.Outcomes)]);

    /// <summary>The replications.</summary>
    public ReplicationRange Range { get; }

    /// <summary>Statistics of the series.</summary>
    public SeriesStatistics Series { get; }

    /// <summary>SHA-256 of each block of outcomes.</summary>
    internal IReadOnlyList<ByteString> Leaves { get; }

    /// <summary>The outcomes, packed; empty where they are not kept.</summary>
    internal ReadOnlyMemory<byte> Packed => packed;

    /// <summary>The outcomes, packed, for whoever merges it elsewhere; empty where they are neither kept nor still to be counted.</summary>
    internal ReadOnlyMemory<byte> Travelling => packed.IsEmpty && Counted.IsEmpty ? Pack(table!) : packed;

    /// <summary>Encoded statistics of the outcomes; empty where they are to be counted.</summary>
    internal ReadOnlyMemory<byte> Counted { get; }

    /// <summary>Of a range that was just computed.</summary>
    /// <param name="model">What was simulated.</param>
    /// <param name="result">What it came to.</param>
    /// <param name="areKept">Whether its outcomes are kept one by one.</param>
    internal static ShardReport Of(PortfolioModel model, RangeResult result, bool areKept = true)
    {
        var report = result.Statistics.IsCounted ? CountedOf(model, result) : new ShardReport(result);
        if (areKept)
            report.Pack(result.Outcomes);
        return report;
    }

    /// <summary>Gives back the room of outcomes that are stored; nobody may ask for them any more.</summary>
    internal void GiveBackPacked()
    {
        if (room is null)
            return;
        SpareMemory.GiveBack(room);
        (room, packed) = (null, default);
    }

    /// <summary>Adds its outcomes to those of the replications before it.</summary>
    internal void AddTo(OutcomeStatistics statistics, PortfolioModel model)
    {
        if (Counted.IsEmpty)
            statistics.Add(Range.First, table ?? OutcomeCodec.Decode(packed, statistics.Subjects.Count, model.Targets.Count));
        else
            StatisticsCodec.AddTo(statistics, Range.Count, Counted);
    }

    static ShardReport CountedOf(PortfolioModel model, RangeResult result)
    {
        var ends = new OutcomeStatistics(model);
        ends.Add(result.Range.First, result.Outcomes);
        var series = StatisticsCodec.Travelling(result.Statistics);
        result.Statistics.GiveBack();
        return new ShardReport(result.Range, series, [.. ShardCodec.Leaves(result.Outcomes)], default, StatisticsCodec.Encode(ends).Memory);
    }

    ReadOnlyMemory<byte> Pack(OutcomeTable outcomes)
    {
        var array = OutcomeCodec.Encode(outcomes);
        room = array.Array;
        return packed = array;
    }
}
