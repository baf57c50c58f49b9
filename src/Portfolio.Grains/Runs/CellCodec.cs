using Portfolio.Model.Statistics;

namespace Portfolio.Grains.Runs;

/// <summary>Reads what was counted of one cell, as a part of statistics.</summary>
static class CellCodec
{
    /// <summary>Reads a cell that <see cref="CellWriter"/> wrote.</summary>
    /// <param name="reader">The statistics.</param>
    /// <param name="isOfBefore">Whether its histogram has the form of before.</param>
    /// <returns>Its moments, its bins, and how often each occurs.</returns>
    public static (Moments Moments, int[] Bins, int[] Times) Read(BinaryReader reader, bool isOfBefore)
    {
        var count = reader.Read7BitEncodedInt();
        if (count == 0)
            return (default, [], []);
        var moments = new Moments(count, reader.ReadWide(), reader.ReadWide());
        var (bins, times) = isOfBefore ? ReadOfBefore(reader) : ReadHistogram(reader);
        return (moments, bins, times);
    }

    static (int[] Bins, int[] Times) ReadHistogram(BinaryReader reader)
    {
        var leftOut = reader.Read7BitEncodedInt();
        var first = UnZigZag(reader.Read7BitEncodedInt());
        var length = reader.Read7BitEncodedInt();
        var (bins, times) = (new List<int>(length), new List<int>(length));
        for (var i = 0; i < length; i++)
        {
            var count = reader.Read7BitEncodedInt();
            if (count == 0)
            {
                i += reader.Read7BitEncodedInt();
                continue;
            }

            bins.Add(Histogram.BinAt(first + i, leftOut));
            times.Add(count);
        }

        return ([.. bins], [.. times]);
    }

    /// <summary>Bins that occur, as steps from one to the next, each with how often.</summary>
    static (int[] Bins, int[] Times) ReadOfBefore(BinaryReader reader)
    {
        var length = reader.Read7BitEncodedInt();
        var (bins, times) = (new int[length], new int[length]);
        var bin = 0;
        for (var i = 0; i < length; i++)
        {
            bins[i] = bin += reader.Read7BitEncodedInt();
            times[i] = reader.Read7BitEncodedInt();
        }

        return (bins, times);
    }

    static int UnZigZag(int number) => (int)((uint)number >> 1) ^ -(number & 1);
}
