using Portfolio.Model.Statistics;

namespace Portfolio.Analysis.Comparing;

/// <summary>Numbers as whole numbers of exact units, so that sums, differences and ties do not depend on the order of anything.</summary>
static class ExactUnits
{
    /// <summary>Stands for a number that is not defined; no number has as many units.</summary>
    public const long Undefined = long.MinValue;

    /// <summary>Turns numbers into units.</summary>
    public static void Fill(SeriesKind kind, ReadOnlySpan<double> values, Span<long> units)
    {
        for (var i = 0; i < units.Length; i++)
            units[i] = double.IsNaN(values[i]) ? Undefined : Quantisation.ToUnits(kind, values[i]);
    }

    /// <summary>Moments of those that are defined.</summary>
    public static Moments MomentsOf(ReadOnlySpan<long> units)
    {
        var (count, sum, squares) = (0, Int128.Zero, Int128.Zero);
        foreach (var value in units)
        {
            if (value == Undefined)
                continue;
            count++;
            sum += value;
            squares += Math.BigMul(value, value);
        }

        return new Moments(count, sum, squares);
    }

    /// <summary>Moments of the differences where both are defined.</summary>
    public static Moments MomentsOfDifferences(ReadOnlySpan<long> from, ReadOnlySpan<long> to)
    {
        var (count, sum, squares) = (0, Int128.Zero, Int128.Zero);
        for (var i = 0; i < from.Length; i++)
        {
            if (from[i] == Undefined || to[i] == Undefined)
                continue;
            var difference = to[i] - from[i];
            count++;
            sum += difference;
            squares += Math.BigMul(difference, difference);
        }

        return new Moments(count, sum, squares);
    }
}
