namespace Portfolio.Client;

/// <summary>The mean difference of two runs on common random numbers, replication by replication.</summary>
/// <param name="Count">Pairs in which both are defined.</param>
/// <param name="Mean">Mean of other − base.</param>
/// <param name="StandardError">Monte Carlo standard error of that mean.</param>
public sealed record PairedDifference(int Count, double Mean, double StandardError)
{
    const double Z95 = 1.959963984540054;

    /// <summary>Lower end of the 95 % interval.</summary>
    public double Low => Mean - Z95 * StandardError;

    /// <summary>Upper end of the 95 % interval.</summary>
    public double High => Mean + Z95 * StandardError;

    /// <summary>Whether the interval leaves 0 out, so that the two can be told apart.</summary>
    public bool IsClear => Low > 0 || High < 0;

    /// <summary>Pairs two columns; the longer one's rest is left out.</summary>
    public static PairedDifference Of(IReadOnlyList<double> from, IReadOnlyList<double> to)
    {
        var differences = from.Zip(to, (one, other) => other - one).Where(double.IsFinite).ToList();
        var count = differences.Count;
        if (count == 0)
            return new PairedDifference(0, double.NaN, double.NaN);
        var mean = differences.Sum() / count;
        var squares = differences.Sum(each => (each - mean) * (each - mean));
        return new PairedDifference(count, mean, count < 2 ? double.NaN : Math.Sqrt(squares / (count - 1) / count));
    }
}
