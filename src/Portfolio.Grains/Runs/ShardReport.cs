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
    ReadOnlyMemory<byte> packed;

    // Where this process computed it: outcomes that are still to be counted, and spare memory for those that are counted or packed.
    OutcomeTable? table;
    SparePieces? roomOfCounted;
    byte[]? roomOfPacked;

    /// <summary>One that has travelled.</summary>
    /// <param name="range">The replications.</param>
    /// <param name="series">Statistics of the series.</param>
    /// <param name="leaves">SHA-256 of each block of outcomes.</param>
    /// <param name="packed">The outcomes, packed.</param>
    /// <param name="counted">Encoded statistics of the outcomes, in pieces; none where they are to be counted.</param>
    internal ShardReport(
        ReplicationRange range, SeriesStatistics series, IReadOnlyList<ByteString> leaves, ReadOnlyMemory<byte> packed, IReadOnlyList<ReadOnlyMemory<byte>> counted) =>
        (Range, Series, Leaves, this.packed, Counted) = (range, series, leaves, packed, counted);

    /// <summary>One whose values are to be counted where it is merged.</summary>
    ShardReport(RangeResult result)
        : this(result.Range, result.Statistics, [.. ShardCodec.Leaves(result.Outcomes)], default, []) => table = result.Outcomes;

    /// <summary>One that is counted.</summary>
    ShardReport(ReplicationRange range, SeriesStatistics series, IReadOnlyList<ByteString> leaves, SparePieces counted)
        : this(range, series, leaves, default, counted.Written) => roomOfCounted = counted;

    /// <summary>The replications.</summary>
    public ReplicationRange Range { get; }

    /// <summary>Statistics of the series.</summary>
    public SeriesStatistics Series { get; }

    /// <summary>How long a thread computed it.</summary>
    internal TimeSpan Took { get; set; }

    /// <summary>When a thread began to compute it: a timestamp of the clock of whoever merges it, and said by that; null where it was found in the run's log.</summary>
    internal long? Began { get; set; }

    /// <summary>Whether it is in the run's log, so that it need not be computed again whatever is lost.</summary>
    internal bool IsKept { get; set; }

    /// <summary>SHA-256 of each block of outcomes.</summary>
    internal IReadOnlyList<ByteString> Leaves { get; }

    /// <summary>The outcomes, packed; empty where they are not kept.</summary>
    internal ReadOnlyMemory<byte> Packed => packed;

    /// <summary>The outcomes, packed, for whoever merges it elsewhere; empty where they are neither kept nor still to be counted.</summary>
    internal ReadOnlyMemory<byte> Travelling => packed.IsEmpty && !AreCounted ? Pack(table!) : packed;

    /// <summary>Encoded statistics of the series, in pieces.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> SeriesInPieces => Series.Only is EncodedCells cells ? cells.Pieces : StatisticsCodec.Encode(Series).Written;

    /// <summary>Encoded statistics of the outcomes, in pieces; none where they are to be counted.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> Counted { get; }

    /// <summary>Whether its outcomes are counted.</summary>
    internal bool AreCounted => Counted.Count > 0;

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

    /// <summary>Of a range that is counted, outcomes too.</summary>
    /// <param name="range">The replications.</param>
    /// <param name="series">Statistics of the series, which nobody may ask any more.</param>
    /// <param name="ends">Statistics of the outcomes, which nobody may ask any more.</param>
    /// <param name="leaves">SHA-256 of each block of outcomes.</param>
    internal static ShardReport OfCounted(ReplicationRange range, SeriesStatistics series, OutcomeStatistics ends, IReadOnlyList<ByteString> leaves)
    {
        var report = new ShardReport(range, StatisticsCodec.Travelling(series), leaves, StatisticsCodec.Encode(ends));
        series.GiveBack();
        SpareOutcomes.GiveBack(ends);
        return report;
    }

    /// <summary>Gives back the room of its outcomes, once it is merged or has travelled; nobody may ask for them any more.</summary>
    internal void GiveBack()
    {
        table?.GiveBack();
        roomOfCounted?.GiveBack();
        if (roomOfPacked is not null)
            SpareMemory.GiveBack(roomOfPacked);
        (table, roomOfCounted, roomOfPacked, packed) = (null, null, null, default);
    }

    /// <summary>Adds its outcomes to those of the replications before it.</summary>
    internal void AddTo(OutcomeStatistics statistics, PortfolioModel model)
    {
        if (!AreCounted)
            statistics.Add(Range.First, table ?? OutcomeCodec.Decode(packed, statistics.Subjects.Count, model.Targets.Count));
        else
            StatisticsCodec.AddTo(statistics, Range.Count, Counted);
    }

    static ShardReport CountedOf(PortfolioModel model, RangeResult result)
    {
        var ends = SpareOutcomes.Take(model);
        ends.Add(result.Range.First, result.Outcomes);
        return OfCounted(result.Range, result.Statistics, ends, [.. ShardCodec.Leaves(result.Outcomes)]);
    }

    ReadOnlyMemory<byte> Pack(OutcomeTable outcomes)
    {
        var array = OutcomeCodec.Encode(outcomes);
        roomOfPacked = array.Array;
        return packed = array;
    }
}
