using Portfolio.Model;

namespace Portfolio.Grains.Runs;

/// <summary>How many replications are computed together where nobody says it: a choice of speed and of how often there is something new, which changes no result.</summary>
public static class ShardSizes
{
    /// <summary>What sizes are multiples of.</summary>
    public const int Step = ShardCodec.LeafSize;

    /// <summary>More are no cheaper: their statistics would be counted, and not be values that wait, which whoever merges them counts together with others'.</summary>
    const int Most = 256;

    /// <summary>Initiative-months that a thread does in about a fiftieth of a second: what a shard costs besides is little beside it.</summary>
    const double Enough = 600_000;

    /// <summary>Short runs have as many shards, so that threads end together and bands come as they settle.</summary>
    const int FewestShards = 32;

    /// <summary>The size for a run.</summary>
    /// <param name="model">What is simulated.</param>
    /// <param name="replications">How many replications there are to be.</param>
    public static int Of(PortfolioModel model, int replications)
    {
        var enough = Enough / ((double)model.Initiatives.Count * model.Months);
        return Step * (int)Math.Clamp(Math.Min(enough, (double)replications / FewestShards) / Step, 1, Most / Step);
    }
}
