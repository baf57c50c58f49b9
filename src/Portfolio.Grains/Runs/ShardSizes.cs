using Portfolio.Grains.Computing;
using Portfolio.Model;

namespace Portfolio.Grains.Runs;

/// <summary>How many replications are computed together where nobody says it: a choice of speed and of how often there is something new, which changes no result.</summary>
/// <param name="cluster">The silos there are.</param>
/// <param name="pool">The compute pool of this silo, of the size of every other's.</param>
public sealed class ShardSizes(IClusterMembershipService cluster, ComputePool pool)
{
    /// <summary>What sizes are multiples of.</summary>
    public const int Step = ShardCodec.LeafSize;

    /// <summary>More gain nothing, on threads of whatever speed.</summary>
    public const int Most = 32_768;

    /// <summary>Outcomes of more replications, one by one, would take up too much room, with all that are under way.</summary>
    public const int MostOutcomes = 8_192;

    /// <summary>
    /// How long a thread computes a shard at the most that is merged before it is kept. With a silo all may be lost that each thread computed of two shards, the one under way and one that waits for a slower silo's before it, and while they
    /// were merged and kept: two seconds together (<see cref="Unkept"/>).
    /// </summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromSeconds(0.8);

    /// <summary>
    /// How long a thread computes a shard at the most that is kept as soon as it is there (<see cref="ShardLog"/>). With a silo that is lost which is under way, while it took somewhat longer than those before,
    /// travelled and was written: two seconds together.
    /// </summary>
    internal static readonly TimeSpan LongestInLog = TimeSpan.FromSeconds(1.5);

    /// <summary>So many threads, and no more, are kept busy by one that counts what all of them came to.</summary>
    const int ThreadsCountedForByOne = 2;

    /// <summary>Shards that each thread has at least, so that they end together.</summary>
    const int FewestOfThread = 3;

    /// <summary>Of fewer replications, to write, send and add what was counted costs more than a third of computing it.</summary>
    const int FewestCounted = 1024;

    /// <summary>The size for a run that all threads of all silos compute.</summary>
    /// <param name="model">What is simulated.</param>
    /// <param name="replications">How many replications there are to be.</param>
    public int Of(PortfolioModel model, int replications) => Of(model, replications, pool.Threads, SiloShares.Silos(cluster));

    /// <summary>The size for a run among many, of which each thread has some.</summary>
    /// <param name="model">What is simulated.</param>
    /// <param name="replications">How many replications there are to be.</param>
    public int AmongMany(PortfolioModel model, int replications) =>
        pool.Threads > ThreadsCountedForByOne || SiloShares.Silos(cluster) > 1 ? OfCounted(model, replications, threads: 1) : OfWaiting(model, replications);

    /// <summary>What is computed elsewhere travels as what was counted. On one silo that is worth while where one thread cannot count for all, and each has enough to do.</summary>
    internal static int Of(PortfolioModel model, int replications, int threads, int silos)
    {
        var all = threads * silos;
        var areCounted = silos > 1 || (threads > ThreadsCountedForByOne && replications >= all * FewestOfThread * FewestCounted);
        return areCounted ? OfCounted(model, replications, all) : OfWaiting(model, replications);
    }

    /// <summary>Replications that are simulated in one go: as many as may wait to be counted together, and a fortieth of a second of a thread, beside which it is little what there is to do for each of them.</summary>
    internal static int AtOnce(PortfolioModel model)
    {
        const double InitiativeMonths = 1_200_000;
        const int Most = 512;
        return InSteps(InitiativeMonths / InitiativeMonthsOf(model), Step, Most);
    }

    /// <summary>Of shards that hand over values, which whoever merges them counts together with others'. Short runs have some all the same, so that bands come as they settle.</summary>
    static int OfWaiting(PortfolioModel model, int replications)
    {
        const int FewestShards = 20;
        return InSteps((double)replications / FewestShards, Step, AtOnce(model));
    }

    /// <summary>
    /// Of shards that are counted where they are computed, and travel so. To write, send and add what was counted costs as much as to compute some hundred replications, however many there are of
    /// them; but they are a part of what is lost with a silo. Each thread has as many shards as any other, so that they end together.
    /// </summary>
    static int OfCounted(PortfolioModel model, int replications, int threads)
    {
        const double InitiativeMonths = 80_000_000;
        var most = InSteps(InitiativeMonths / InitiativeMonthsOf(model), Step, Most);
        var ofThread = Math.Max(FewestOfThread, Math.Ceiling((double)replications / threads / most));
        return InSteps(Math.Ceiling(replications / (threads * ofThread) / Step) * Step, Math.Min(FewestCounted, most), most);
    }

    /// <summary>As many replications as there may be of so many, in whole steps.</summary>
    internal static int InSteps(int replications) => InSteps(replications, Step, Most);

    static double InitiativeMonthsOf(PortfolioModel model) => (double)model.Initiatives.Count * model.Months;

    static int InSteps(double size, int least, int most) => Step * (int)(Math.Clamp(size, least, most) / Step);
}
