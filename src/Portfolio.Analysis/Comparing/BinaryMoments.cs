using Portfolio.Model.Statistics;

namespace Portfolio.Analysis.Comparing;

/// <summary>Moments and counts in binary form; what is empty takes a byte.</summary>
static class BinaryMoments
{
    /// <summary>Writes moments.</summary>
    public static void Write(this BinaryWriter writer, in Moments moments)
    {
        writer.Write7BitEncodedInt(moments.Count);
        if (moments.Count == 0)
            return;
        writer.Write(moments.Sum);
        writer.Write(moments.SumOfSquares);
    }

    /// <summary>Reads moments.</summary>
    public static Moments ReadMoments(this BinaryReader reader)
    {
        var count = reader.Read7BitEncodedInt();
        return count == 0 ? default : new Moments(count, reader.ReadWide(), reader.ReadWide());
    }

    /// <summary>Writes sums of squares by block.</summary>
    public static void Write(this BinaryWriter writer, SquaredSums sums)
    {
        writer.Write7BitEncodedInt64(sums.Counts);
        writer.Write(sums.Sums);
    }

    /// <summary>Reads sums of squares by block.</summary>
    public static SquaredSums ReadSquaredSums(this BinaryReader reader) => new(reader.Read7BitEncodedInt64(), reader.ReadWide());

    /// <summary>Writes counts, one after the other.</summary>
    public static void WriteCounts(this BinaryWriter writer, ReadOnlySpan<int> counts)
    {
        foreach (var count in counts)
            writer.Write7BitEncodedInt(count);
    }

    /// <summary>Adds written counts to others.</summary>
    public static void AddCounts(this BinaryReader reader, Span<int> counts)
    {
        foreach (ref var count in counts)
            count += reader.Read7BitEncodedInt();
    }
}
