using System.Runtime.Intrinsics;
using Portfolio.Model.Lanes;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Blocks;

/// <summary>The kernel that runs: blocks of replications side by side, as many at once as the machine's vectors hold.</summary>
public sealed class VectorKernel : IKernel
{
    /// <summary>Replications of a block: as few as fill the widest vectors, so that its state stays near the processor.</summary>
    const int Lanes = 16;

    /// <summary>Replications that are computed side by side on this machine: those of two instructions.</summary>
    public static int Width => Vector512.IsHardwareAccelerated ? Lanes8x2.Count : Vector256.IsHardwareAccelerated ? Lanes4x2.Count : Lanes1.Count;

    /// <inheritdoc/>
    public RangeResult Simulate(PortfolioModel model, ReplicationRange range, IReadOnlyList<Series> series, CancellationToken cancellation) =>
        Simulate(model, range, SeriesStatistics.Of(model, series), cancellation);

    /// <summary>Simulates a range into statistics of any kind.</summary>
    public static RangeResult Simulate(PortfolioModel model, ReplicationRange range, SeriesStatistics into, CancellationToken cancellation) =>
        Vector512.IsHardwareAccelerated ? Simulate<Lanes8x2>(model, range, into, cancellation)
        : Vector256.IsHardwareAccelerated ? Simulate<Lanes4x2>(model, range, into, cancellation)
        : Simulate<Lanes1>(model, range, into, cancellation);

    /// <summary>Simulates at a given width; the result is the same at each.</summary>
    public static RangeResult Simulate<T>(PortfolioModel model, ReplicationRange range, SeriesStatistics into, CancellationToken cancellation)
        where T : unmanaged, ILanes<T>
    {
        return new RangeResult(range, into, Simulate(model, range, new StatisticsCollector<T>(into, Lanes), cancellation));
    }

    /// <inheritdoc/>
    public OutcomeTable Simulate(PortfolioModel model, ReplicationRange range, SeriesValues into, CancellationToken cancellation) =>
        Vector512.IsHardwareAccelerated ? Simulate(model, range, new ValuesCollector<Lanes8x2>(into, range.First), cancellation)
        : Vector256.IsHardwareAccelerated ? Simulate(model, range, new ValuesCollector<Lanes4x2>(into, range.First), cancellation)
        : Simulate(model, range, new ValuesCollector<Lanes1>(into, range.First), cancellation);

    static OutcomeTable Simulate<T>(PortfolioModel model, ReplicationRange range, BlockCollector<T> collector, CancellationToken cancellation)
        where T : unmanaged, ILanes<T>
    {
        using var taking = collector;
        var plan = new BlockPlan(model, collector.Series);
        var table = new OutcomeTable(plan.Subjects.Count, model.Targets.Count, range.Count);
        using var block = new Block<T>(plan, Lanes, collector);
        for (var row = 0; row < range.Count; row += Lanes)
        {
            cancellation.ThrowIfCancellationRequested();
            var used = Math.Min(Lanes, range.Count - row);
            collector.BeginBlock(range.First + row, used);
            block.Run(range.First + row, used);
            block.WriteTo(table, row);
            collector.EndBlock(used);
        }

        return table;
    }
}
