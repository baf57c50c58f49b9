using Portfolio.Model.Statistics;

namespace Portfolio.Analysis.Comparing;

/// <summary>Which scenario is best in an outcome, and how far the others are behind, over the replications in which it is defined under all.</summary>
/// <remarks>Its size grows with the square of the number of scenarios.</remarks>
public sealed class BestCounts
{
    readonly int scenarios;
    readonly int[] bestAmong;
    readonly int[] better;
    readonly Moments[] regrets;
    readonly long[] largestRegrets;

    internal BestCounts(int scenarios)
    {
        this.scenarios = scenarios;
        (bestAmong, better) = (new int[scenarios * scenarios], new int[scenarios * scenarios]);
        (regrets, largestRegrets) = (new Moments[scenarios], new long[scenarios]);
    }

    /// <summary>Replications in which the outcome is defined under all scenarios.</summary>
    public int Count => regrets[0].Count;

    /// <summary>How often a scenario was one of so many that were equally best.</summary>
    public int BestAmong(int scenario, int sharing) => bestAmong[scenario * scenarios + sharing - 1];

    /// <summary>Share of the replications in which a scenario was best, each shared equally by those that tie; not-a-number without a replication.</summary>
    public double Share(int scenario) => Enumerable.Range(1, scenarios).Sum(sharing => BestAmong(scenario, sharing) / (double)sharing) / Count;

    /// <summary>How often one scenario was better than another.</summary>
    public int Better(int one, int other) => better[one * scenarios + other];

    /// <summary>Whether one scenario was never worse than another, and better at least once.</summary>
    public bool Dominates(int one, int other) => Better(other, one) == 0 && Better(one, other) > 0;

    /// <summary>How much better the best scenario of the same replication was, in exact units.</summary>
    public Moments Regret(int scenario) => regrets[scenario];

    /// <summary>The largest regret of any replication, in exact units.</summary>
    public long LargestRegret(int scenario) => largestRegrets[scenario];

    /// <summary>Adds replications that are defined under all scenarios and in which more is better.</summary>
    internal void Add(UnitTable table)
    {
        for (var row = 0; row < table.Rows; row++)
            AddBest(table, row);
        for (var one = 0; one < scenarios; one++)
        {
            for (var other = 0; other < scenarios; other++)
                better[one * scenarios + other] += Larger(table[one], table[other]);
        }
    }

    /// <summary>Adds other replications.</summary>
    internal void Add(BestCounts other)
    {
        for (var i = 0; i < better.Length; i++)
        {
            bestAmong[i] += other.bestAmong[i];
            better[i] += other.better[i];
        }

        for (var scenario = 0; scenario < scenarios; scenario++)
        {
            regrets[scenario] += other.regrets[scenario];
            largestRegrets[scenario] = Math.Max(largestRegrets[scenario], other.largestRegrets[scenario]);
        }
    }

    /// <summary>Writes everything.</summary>
    internal void Write(BinaryWriter writer)
    {
        writer.WriteCounts(bestAmong);
        writer.WriteCounts(better);
        for (var scenario = 0; scenario < scenarios; scenario++)
        {
            writer.Write(regrets[scenario]);
            writer.Write7BitEncodedInt64(largestRegrets[scenario]);
        }
    }

    /// <summary>Adds what was written.</summary>
    internal void Read(BinaryReader reader)
    {
        reader.AddCounts(bestAmong);
        reader.AddCounts(better);
        for (var scenario = 0; scenario < scenarios; scenario++)
        {
            regrets[scenario] += reader.ReadMoments();
            largestRegrets[scenario] = Math.Max(largestRegrets[scenario], reader.Read7BitEncodedInt64());
        }
    }

    void AddBest(UnitTable table, int row)
    {
        var (best, sharing) = (long.MinValue, 0);
        for (var scenario = 0; scenario < scenarios; scenario++)
        {
            var value = table[scenario][row];
            sharing = value > best ? 1 : value == best ? sharing + 1 : sharing;
            best = Math.Max(best, value);
        }

        for (var scenario = 0; scenario < scenarios; scenario++)
            AddRegret(scenario, best - table[scenario][row], sharing);
    }

    void AddRegret(int scenario, long regret, int sharing)
    {
        regrets[scenario] = regrets[scenario].With(regret);
        largestRegrets[scenario] = Math.Max(largestRegrets[scenario], regret);
        if (regret == 0)
            bestAmong[scenario * scenarios + sharing - 1]++;
    }

    /// <summary>Every pair of scenarios passes here for every replication: without a branch.</summary>
    static int Larger(ReadOnlySpan<long> one, ReadOnlySpan<long> other)
    {
        var count = 0;
        for (var i = 0; i < one.Length; i++)
            count += one[i] > other[i] ? 1 : 0;
        return count;
    }
}
