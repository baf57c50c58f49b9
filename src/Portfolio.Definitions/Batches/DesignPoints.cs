using Google.Protobuf.WellKnownTypes;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Compiling;
using Portfolio.Model.Randomness;
using Portfolio.Model.Sampling;

namespace Portfolio.Definitions.Batches;

/// <summary>The points of a design. A parameter's values depend on its own path and the seed; in a Sobol' sequence also on its place among the others.</summary>
static class DesignPoints
{
    /// <summary>The points, in their order.</summary>
    /// <param name="design">A design that was checked.</param>
    public static IEnumerable<BatchPoint> Of(Design design)
    {
        var count = (int)design.Points.Value;
        var columns = design.Over.Select((axis, dimension) => Values(design, axis, dimension, count)).ToList();
        for (var index = 0; index < count; index++)
        {
            var point = new BatchPoint();
            foreach (var (axis, values) in design.Over.Zip(columns))
                point.Set[axis.Path] = Value.ForNumber(values[index]);
            yield return point;
        }
    }

    static double[] Values(Design design, DesignAxis axis, int dimension, int count)
    {
        var distribution = Distributions.Of(axis.Of);
        return [.. Uniforms(design, Fnv1a.Hash64(axis.Path), dimension, count).Select(uniform => distribution.Quantile(uniform)).Select(value => axis.Whole ? Math.Floor(value + 0.5) : value)];
    }

    static IEnumerable<double> Uniforms(Design design, ulong path, int dimension, int count)
    {
        if (design.Kind == DesignKind.LatinHypercube)
            return LatinDesign.Uniforms(design.Seed, path, count);
        var sequence = new Sobol(design.Seed, design.Over.Count);
        return Enumerable.Range(0, count).Select(index => sequence.Uniform(dimension, path, (uint)index));
    }
}
