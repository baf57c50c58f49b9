namespace Portfolio.Model.Statistics;

/// <summary>What kind of number a series holds, and so how finely its statistics resolve it.</summary>
public enum SeriesKind
{
    /// <summary>Whole numbers, such as sites: exact.</summary>
    Count,

    /// <summary>Shares in [0, 1]: bins of 1/256.</summary>
    Share,

    /// <summary>Pounds, QALYs, patients: bins whose middle is within 1 % of them, one bin below 1 in size.</summary>
    Amount,
}

/// <summary>Maps a number to a whole number for exact sums, and to a bin for quantiles.</summary>
public static class Quantisation
{
    /// <summary>Exact units of a share: 2⁻²³.</summary>
    internal const double ShareUnits = 8388608.0;

    /// <summary>Exact units of an amount: 1/64.</summary>
    internal const double AmountUnits = 64.0;

    /// <summary>Bins of a share.</summary>
    internal const double ShareBins = 256.0;

    /// <summary>Bits of an amount's fraction that make its bin: 64 bins an octave.</summary>
    internal const int FractionBitsKept = 6;

    /// <summary>Amounts count as no larger than this, about 10¹².</summary>
    internal const double LargestAmount = 1L << 40;

    const int FractionBits = 52;
    const long BinOfOne = 1023L << FractionBitsKept;

    /// <summary>The number in exact units: 1 for counts, 2⁻²³ for shares, 1/64 for amounts.</summary>
    public static long ToUnits(SeriesKind kind, double value) => kind switch
    {
        SeriesKind.Count => (long)value,
        SeriesKind.Share => (long)Math.Round(value * ShareUnits),
        _ => (long)Math.Round(Math.Clamp(value, -LargestAmount, LargestAmount) * AmountUnits),
    };

    /// <summary>Size of an exact unit.</summary>
    public static double Unit(SeriesKind kind) => kind switch
    {
        SeriesKind.Count => 1,
        SeriesKind.Share => 1 / ShareUnits,
        _ => 1 / AmountUnits,
    };

    /// <summary>How far the number that stands for a bin may lie from those in it: absolutely, or of their size. 0 where bins are exact.</summary>
    public static (double Size, bool IsRelative) Resolution(SeriesKind kind) => kind switch
    {
        SeriesKind.Count => (0, false),
        SeriesKind.Share => (0.5 / ShareBins, false),
        _ => (0.5 / (1 << FractionBitsKept), true),
    };

    /// <summary>The bin of a number; larger numbers have no smaller bins.</summary>
    public static int Bin(SeriesKind kind, double value) => kind switch
    {
        SeriesKind.Count => (int)value,
        SeriesKind.Share => (int)Math.Round(value * ShareBins),
        _ => AmountBin(value),
    };

    /// <summary>The number that stands for a bin.</summary>
    public static double Value(SeriesKind kind, int bin) => kind switch
    {
        SeriesKind.Count => bin,
        SeriesKind.Share => bin / ShareBins,
        _ => AmountValue(bin),
    };

    /// <summary>The leading bits of the floating-point form: 64 bins an octave, whose middles are within 1 % of what they stand for.</summary>
    static int AmountBin(double value)
    {
        var size = Math.Abs(value);
        if (size < 1)
            return 0;
        var bin = (int)((BitConverter.DoubleToInt64Bits(size) >> (FractionBits - FractionBitsKept)) - BinOfOne) + 1;
        return value < 0 ? -bin : bin;
    }

    static double AmountValue(int bin)
    {
        if (bin == 0)
            return 0;
        var low = Edge(Math.Abs(bin));
        var middle = 0.5 * (low + Edge(Math.Abs(bin) + 1));
        return bin < 0 ? -middle : middle;
    }

    static double Edge(int bin) => BitConverter.Int64BitsToDouble((bin - 1 + BinOfOne) << (FractionBits - FractionBitsKept));
}
