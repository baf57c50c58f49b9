namespace Portfolio.Model.Statistics;

/// <summary>Whole numbers of 128 bits in binary form.</summary>
public static class WideNumbers
{
    /// <summary>Writes a number, its lower half first.</summary>
    public static void Write(this BinaryWriter writer, Int128 value)
    {
        writer.Write((ulong)value);
        writer.Write((ulong)(value >> 64));
    }

    /// <summary>Reads a number.</summary>
    public static Int128 ReadWide(this BinaryReader reader)
    {
        var low = reader.ReadUInt64();
        return new Int128(reader.ReadUInt64(), low);
    }
}
