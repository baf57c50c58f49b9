using Portfolio.Model.Statistics;

namespace Portfolio.Grains.Runs;

/// <summary>The binary form of what was counted of one cell, as a part of statistics.</summary>
static class CellCodec
{
    /// <summary>Writes a cell.</summary>
    public static void Write(BinaryWriter writer, Moments moments, Histogram histogram)
    {
        writer.Write7BitEncodedInt(moments.Count);
        if (moments.Count == 0)
            return;
        writer.Write(moments.Sum);
        writer.Write(moments.SumOfSquares);
        Write(writer, histogram);
    }

    /// <summary>Reads a cell.</summary>
    /// <returns>Its moments, its bins, and how often each occurs.</returns>
    public static (Moments Moments, int[] Bins, int[] Times) Read(BinaryReader reader)
    {
        var count = reader.Read7BitEncodedInt();
        if (count == 0)
            return (default, [], []);
        var moments = new Moments(count, reader.ReadWide(), reader.ReadWide());
        var (bins, times) = ReadHistogram(reader);
        return (moments, bins, times);
    }

    static void Write(BinaryWriter writer, Histogram histogram)
    {
        var bins = histogram.Bins;
        var counts = histogram.Counts;
        writer.Write7BitEncodedInt(bins.Length);
        var before = 0;
        for (var i = 0; i < bins.Length; i++)
        {
            // Bins rise, so their steps are small; the first may be negative and takes the longest form.
            writer.Write7BitEncodedInt(bins[i] - before);
            writer.Write7BitEncodedInt(counts[i]);
            before = bins[i];
        }
    }

    static (int[] Bins, int[] Counts) ReadHistogram(BinaryReader reader)
    {
        var length = reader.Read7BitEncodedInt();
        var (bins, counts) = (new int[length], new int[length]);
        var bin = 0;
        for (var i = 0; i < length; i++)
        {
            bins[i] = bin += reader.Read7BitEncodedInt();
            counts[i] = reader.Read7BitEncodedInt();
        }

        return (bins, counts);
    }
}
