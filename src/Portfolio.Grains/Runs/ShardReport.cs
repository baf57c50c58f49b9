using Google.Protobuf;
using Portfolio.Model;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Runs;

/// <summary>
/// What a shard came to, for whoever merges it. Of a short one there are values, which are counted together with others' where they are merged; a long one is counted, packed and hashed by
/// the thread that computed it, so that merging takes some milliseconds however long it is.
/// </summary>
public sealed class ShardReport
{
    readonly OutcomeTable? table;
    readonly ReadOnlyMemory<byte> counted;
    ReadOnlyMemory<byte> packed;
    IReadOnlyList<ByteString>? leaves;

    ShardReport(RangeResult result) => (Range, Series, table) = (result.Range, result.Statistics, result.Outcomes);

    /// <summary>One that has travelled.</summary>
    /// <param name="range">The replications.</param>
    /// <param name="series">Statistics of the series.</param>
    /// <param name="leaves">SHA-256 of each block of outcomes.</param>
    /// <param name="packed">The outcomes, packed.</param>
    /// <param name="counted">Encoded statistics of the outcomes; empty where they are to be counted.</param>
    internal ShardReport(ReplicationRange range, SeriesStatistics series, IReadOnlyList<ByteString> leaves, ReadOnlyMemory<byte> packed, ReadOnlyMemory<byte> counted) =>
        (Range, Series, this.leaves, this.packed, this.counted) = (range, series, leaves, packed, counted);

    /// <summary>The replications.</summary>
    public ReplicationRange Range { get; }

    /// <summary>Statistics of the series.</summary>
    public SeriesStatistics Series { get; }

    /// <summary>SHA-256 of each block of outcomes.</summary>
    internal IReadOnlyList<ByteString> Leaves => leaves ??= [.. ShardCodec.Leaves(table!)];

    /// <summary>The outcomes, packed.</summary>
    internal ReadOnlyMemory<byte> Packed => packed.IsEmpty ? packed = OutcomeCodec.Encode(table!).Memory : packed;

    /// <summary>Encoded statistics of the outcomes; empty where they are to be counted.</summary>
    internal ReadOnlyMemory<byte> Counted => counted;

    /// <summary>Of a range that was just computed.</summary>
    internal static ShardReport Of(PortfolioModel model, RangeResult result) => result.Statistics.IsCounted ? CountedOf(model, result) : new ShardReport(result);

    /// <summary>Adds its outcomes to those of the replications before it.</summary>
    internal void AddTo(OutcomeStatistics statistics, PortfolioModel model)
    {
        if (counted.IsEmpty)
            statistics.Add(Range.First, table ?? OutcomeCodec.Decode(packed, statistics.Subjects.Count, model.Targets.Count));
        else
            StatisticsCodec.AddTo(statistics, Range.Count, counted);
    }

    static ShardReport CountedOf(PortfolioModel model, RangeResult result)
    {
        var ends = new OutcomeStatistics(model);
        ends.Add(result.Range.First, result.Outcomes);
        var series = StatisticsCodec.Travelling(result.Statistics);
        result.Statistics.GiveBack();
        return new ShardReport(result.Range, series, [.. ShardCodec.Leaves(result.Outcomes)], OutcomeCodec.Encode(result.Outcomes).Memory, StatisticsCodec.Encode(ends).Memory);
    }
}
