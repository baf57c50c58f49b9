using Google.Protobuf.WellKnownTypes;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Schema;

namespace Portfolio.Definitions.Batches;

/// <summary>One run that a batch wants.</summary>
/// <param name="Number">Its number in the batch, from 1.</param>
/// <param name="Scenario">Id of the scenario; empty for the plain portfolio.</param>
/// <param name="Seed">Seed; null for the portfolio's.</param>
/// <param name="Set">What is set besides, by path.</param>
public sealed record WantedItem(int Number, string Scenario, ulong? Seed, IReadOnlyDictionary<string, Value> Set);

/// <summary>The runs that a batch wants: points outermost, then scenarios, then seeds.</summary>
public static class BatchItems
{
    /// <summary>Most items of a batch.</summary>
    public const int Most = 10_000;

    /// <summary>Replications of each item.</summary>
    public static int Replications(Batch batch) =>
        (int)(batch.Replications?.Value ?? Rules.Of(Batch.Descriptor.FindFieldByNumber(Batch.ReplicationsFieldNumber)).Default[0]);

    /// <summary>How many there are; more than an integer holds count as that.</summary>
    public static int Count(Batch batch)
    {
        var (scenarios, seeds) = (Math.Max(1, batch.Scenarios.Count), Math.Max(1, batch.Seeds.Count));
        var count = batch.Points.Count > 0
            ? batch.Points.Sum(point => (point.HasScenario ? 1.0 : scenarios) * (point.HasSeed ? 1 : seeds))
            : PointCount(batch) * scenarios * seeds;
        return (int)Math.Min(count, int.MaxValue);
    }

    /// <summary>All of them, in the order of their numbers.</summary>
    /// <param name="batch">A batch that was checked.</param>
    public static IReadOnlyList<WantedItem> Of(Batch batch)
    {
        IReadOnlyList<string> scenarios = batch.Scenarios.Count > 0 ? batch.Scenarios : [""];
        IReadOnlyList<ulong?> seeds = batch.Seeds.Count > 0 ? [.. batch.Seeds.Select(seed => (ulong?)seed)] : [null];
        var items = new List<WantedItem>();
        foreach (var point in Points(batch))
        {
            foreach (var scenario in point.HasScenario ? [point.Scenario] : scenarios)
            {
                foreach (var seed in point.HasSeed ? [point.Seed] : seeds)
                    items.Add(new WantedItem(items.Count + 1, scenario, seed, point.Set));
            }
        }

        return items;
    }

    static double PointCount(Batch batch) => batch.Design is { } design
        ? design.Points?.Value ?? 0
        : batch.Grid.Aggregate(1.0, (count, axis) => count * axis.Values.Count);

    static IEnumerable<BatchPoint> Points(Batch batch)
    {
        if (batch.Points.Count > 0)
            return batch.Points;
        return batch.Design is { } design ? DesignPoints.Of(design) : GridPoints(batch.Grid);
    }

    /// <summary>All combinations, the last axis changing first; without an axis the one point at which nothing is set.</summary>
    static IEnumerable<BatchPoint> GridPoints(IReadOnlyList<GridAxis> grid)
    {
        IEnumerable<BatchPoint> points = [new BatchPoint()];
        foreach (var axis in grid)
            points = points.SelectMany(point => axis.Values.Select(value => new BatchPoint { Set = { point.Set, { axis.Path, value } } }));
        return points;
    }
}
