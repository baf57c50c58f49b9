using System.Collections.Concurrent;

namespace Portfolio.Model.Distributions;

/// <summary>The curves of one family, shared by all its distributions of the same shape: portfolios use few shapes many times, and compile them again for every scenario.</summary>
sealed class QuantileCurves
{
    /// <summary>Each weighs up to 3 KB.</summary>
    const int Most = 4096;

    readonly ConcurrentDictionary<(double, double), QuantileCurve> curves = new();

    /// <summary>The curve of a shape; forgets all once there are too many.</summary>
    public QuantileCurve Of((double, double) shape, Func<Func<double, double>> exact)
    {
        if (curves.TryGetValue(shape, out var known))
            return known;
        if (curves.Count >= Most)
            curves.Clear();
        return curves.GetOrAdd(shape, new QuantileCurve(exact()));
    }
}
