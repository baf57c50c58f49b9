using System.Runtime.CompilerServices;

namespace Portfolio.Model.Statistics;

/// <summary>What kind of number is counted, and so how finely its statistics resolve it.</summary>
public enum SeriesKind
{
    /// <summary>Whole numbers, such as sites: exact.</summary>
    Count,

    /// <summary>Shares in [0, 1].</summary>
    Share,

    /// <summary>Pounds and patients; one bin below 1 in size.</summary>
    Amount,

    /// <summary>QALYs and quotients: amounts of which a thousandth counts; one bin below that.</summary>
    FineAmount,
}

/// <summary>Maps a number to a whole number for exact sums, and to a bin for quantiles.</summary>
/// <remarks>
/// Shares have bins of 1/256. Amounts have 40 bins an octave, whose middles are within 1 % of what they stand for; what is smaller than
/// 1/16,384 of the largest of a cell counts as 0 (<see cref="Span"/>). Where few cells are kept, all bins may be finer by a factor.
/// </remarks>
public static class Quantisation
{
    /// <summary>How much finer than those of series the bins of end outcomes are.</summary>
    public const int FinenessOfOutcomes = 16;

    /// <summary>Exact units of a share: 2⁻²³.</summary>
    internal const double ShareUnits = 8388608.0;

    /// <summary>Exact units of an amount: 1/64.</summary>
    internal const double AmountUnits = 64.0;

    /// <summary>Bins of a share.</summary>
    internal const double ShareBins = 256.0;

    /// <summary>Bins of an amount between a number and its double.</summary>
    internal const double OctaveBins = 40.0;

    /// <summary>Added to a position among the bins before rounding: bins end a trifle below the powers of two, so that those are no ties.</summary>
    internal const double BinOffset = 0.5 + 1e-6;

    /// <summary>Fine amounts count as so many times as much.</summary>
    internal const double FineScale = 1024.0;

    /// <summary>Amounts count as no larger than this, about 10¹².</summary>
    internal const double LargestAmount = 1L << 40;

    const int OctavesKept = 14;
    const int CountsAtOnce = 128;
    const int FractionBits = 52;
    const int ExponentBias = 1023;

    /// <summary>The number in exact units: 1 for counts, 2⁻²³ for shares, 1/64 for amounts, 2⁻¹⁶ for fine ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long ToUnits(SeriesKind kind, double value) => kind switch
    {
        SeriesKind.Count => (long)value,
        SeriesKind.Share => (long)Math.Round(value * ShareUnits),
        SeriesKind.Amount => (long)Math.Round(Math.Clamp(value, -LargestAmount, LargestAmount) * AmountUnits),
        _ => ToUnits(SeriesKind.Amount, value * FineScale),
    };

    /// <summary>Size of an exact unit.</summary>
    public static double Unit(SeriesKind kind) => kind switch
    {
        SeriesKind.Count => 1,
        SeriesKind.Share => 1 / ShareUnits,
        SeriesKind.Amount => 1 / AmountUnits,
        _ => 1 / (AmountUnits * FineScale),
    };

    /// <summary>How far the number that stands for a bin may lie from those in it: absolutely, or of their size. 0 where bins are exact.</summary>
    public static (double Size, bool IsRelative) Resolution(SeriesKind kind, int fineness = 1) => kind switch
    {
        SeriesKind.Count => (0, false),
        SeriesKind.Share => (0.5 / (ShareBins * fineness), false),
        _ => (0.01 / fineness, true),
    };

    /// <summary>Bins that a histogram keeps below the largest in size.</summary>
    public static int Span(SeriesKind kind, int fineness = 1) =>
        kind is SeriesKind.Amount or SeriesKind.FineAmount ? OctavesKept * (int)OctaveBins * fineness : int.MaxValue;

    /// <summary>Positions that a histogram of a month's series gets room for at once: of shares and amounts all, so that it never grows.</summary>
    internal static int Piece(SeriesKind kind) => kind switch
    {
        SeriesKind.Count => CountsAtOnce,
        SeriesKind.Share => (int)ShareBins + 1,
        _ => Span(kind) + 1,
    };

    /// <summary>The bin of a number; larger numbers have no smaller bins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Bin(SeriesKind kind, double value, int fineness = 1) => kind switch
    {
        SeriesKind.Count => (int)value,
        SeriesKind.Share => (int)Math.Round(value * (ShareBins * fineness)),
        SeriesKind.Amount => AmountBin(value, fineness),
        _ => AmountBin(value * FineScale, fineness),
    };

    /// <summary>The number that stands for a bin.</summary>
    public static double Value(SeriesKind kind, int bin, int fineness = 1) => kind switch
    {
        SeriesKind.Count => bin,
        SeriesKind.Share => bin / (ShareBins * fineness),
        SeriesKind.Amount => AmountValue(bin, fineness),
        _ => AmountValue(bin, fineness) / FineScale,
    };

    /// <summary>
    /// Bins of nearly equal ratios without a logarithm: between 2ᵉ and 2ᵉ⁺¹ the size 2ᵉ·(1 + m) lies at e + m·(4 − m)/3,
    /// which is within 0.9 % of its binary logarithm.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int AmountBin(double value, int fineness)
    {
        var size = Math.Abs(value);
        if (size < 1)
            return 0;
        var bits = BitConverter.DoubleToUInt64Bits(size);
        var octave = (double)((long)(bits >> FractionBits) - ExponentBias);
        var m = BitConverter.UInt64BitsToDouble((bits & ((1UL << FractionBits) - 1)) | ((ulong)ExponentBias << FractionBits)) - 1;
        var place = Math.FusedMultiplyAdd(m * (4 - m), fineness * OctaveBins / 3, octave * (fineness * OctaveBins));
        var bin = (int)Math.Round(place + BinOffset);
        return value < 0 ? -bin : bin;
    }

    static double AmountValue(int bin, int fineness)
    {
        if (bin == 0)
            return 0;
        var middle = 0.5 * (Edge(Math.Abs(bin) - 1, fineness) + Edge(Math.Abs(bin), fineness));
        return bin < 0 ? -middle : middle;
    }

    static double Edge(int bins, int fineness)
    {
        var (octave, rest) = int.DivRem(bins, (int)OctaveBins * fineness);
        var m = 2 - Math.Sqrt(4 - 3 * (rest / (OctaveBins * fineness)));
        return Math.ScaleB(1 + m, octave);
    }
}
