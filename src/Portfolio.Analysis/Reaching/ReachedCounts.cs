using Portfolio.Analysis.Comparing;

namespace Portfolio.Analysis.Reaching;

/// <summary>In how many replications a target was reached in each month, and in how many never: exact, so that merging has no order.</summary>
/// <param name="months">Months of the horizon.</param>
sealed class ReachedCounts(int months)
{
    readonly int[] counts = new int[months + 1];

    /// <summary>Replications added.</summary>
    public int Trials => counts.Sum();

    /// <summary>Replications in which it was reached by the end of each month from the start.</summary>
    public int[] ByMonth()
    {
        var (reached, sum) = (new int[months], 0);
        for (var month = 0; month < months; month++)
            reached[month] = sum += counts[month];
        return reached;
    }

    /// <summary>Adds replications.</summary>
    /// <param name="reached">Index of the month in which each reached it; not-a-number if never.</param>
    public void Add(ReadOnlySpan<double> reached)
    {
        foreach (var month in reached)
            counts[double.IsNaN(month) ? months : (int)month]++;
    }

    /// <summary>Writes everything.</summary>
    public void Write(BinaryWriter writer) => writer.WriteCounts(counts);

    /// <summary>Adds what was written.</summary>
    public void Read(BinaryReader reader) => reader.AddCounts(counts);
}
