namespace Portfolio.Model.Statistics;

/// <summary>What kind of number a series holds, and so how finely its statistics resolve it.</summary>
public enum SeriesKind
{
    /// <summary>Whole numbers, such as sites: exact.</summary>
    Count,

    /// <summary>Shares in [0, 1]: bins of 1/256.</summary>
    Share,

    /// <summary>Pounds, QALYs, patients: bins of at most 1 % of their size, one bin below 1 in size.</summary>
    Amount,
}

/// <summary>Maps a number to a whole number for exact sums, and to a bin for quantiles.</summary>
public static class Quantisation
{
    const double ShareUnits = 4294967296.0;
    const double AmountUnits = 1024.0;
    const double ShareBins = 256.0;
    const int FractionBitsKept = 7;
    const int FractionBits = 52;
    const long BinOfOne = 1023L << FractionBitsKept;

    /// <summary>The number in exact units: 1 for counts, 2⁻³² for shares, 1/1,024 for amounts.</summary>
    public static long ToUnits(SeriesKind kind, double value) => kind switch
    {
        SeriesKind.Count => (long)value,
        SeriesKind.Share => (long)Math.Round(value * ShareUnits),
        _ => (long)Math.Round(value * AmountUnits),
    };

    /// <summary>Size of an exact unit.</summary>
    public static double Unit(SeriesKind kind) => kind switch
    {
        SeriesKind.Count => 1,
        SeriesKind.Share => 1 / ShareUnits,
        _ => 1 / AmountUnits,
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

    /// <summary>The leading bits of the floating-point form: 128 bins an octave, each at most 1/128 wide.</summary>
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
