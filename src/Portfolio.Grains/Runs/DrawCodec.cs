using Portfolio.Model.Statistics;

namespace Portfolio.Grains.Runs;

/// <summary>The binary form of sums by draw, as a part of a shard's statistics.</summary>
static class DrawCodec
{
    /// <summary>Writes sums.</summary>
    public static void Write(BinaryWriter writer, DrawSums draws)
    {
        foreach (var squares in draws.Complete)
        {
            writer.Write7BitEncodedInt64(squares.Counts);
            writer.Write(squares.Sums);
        }

        writer.Write7BitEncodedInt(draws.Open.Count);
        foreach (var (draw, part) in draws.Open)
        {
            writer.Write7BitEncodedInt(draw);
            writer.Write7BitEncodedInt(part.Replications);
            for (var cell = 0; cell < part.Sums.Length; cell++)
            {
                writer.Write7BitEncodedInt(part.Counts[cell]);
                writer.Write(part.Sums[cell]);
            }
        }
    }

    /// <summary>Adds written sums to others of the same shape.</summary>
    public static void AddTo(DrawSums draws, BinaryReader reader)
    {
        for (var cell = 0; cell < draws.Complete.Length; cell++)
            draws.Complete[cell] += new SquaredSums(reader.Read7BitEncodedInt64(), reader.ReadWide());
        for (var open = reader.Read7BitEncodedInt(); open > 0; open--)
        {
            var draw = reader.Read7BitEncodedInt();
            var part = new DrawSums.OpenDraw(draws.Complete.Length) { Replications = reader.Read7BitEncodedInt() };
            for (var cell = 0; cell < part.Sums.Length; cell++)
            {
                part.Counts[cell] = reader.Read7BitEncodedInt();
                part.Sums[cell] = reader.ReadInt64();
            }

            draws.Add(draw, part);
        }
    }
}
