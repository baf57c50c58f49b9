using Portfolio.Model.Randomness;

namespace Portfolio.Model.Sampling;

/// <summary>A Latin hypercube of as many points as are wanted, all known at once; <see cref="LatinHypercube"/> is for draws that come one by one.</summary>
public static class LatinDesign
{
    /// <summary>One coordinate of every point: of n points, one lies in each n-th part of (0, 1), in a random order and at random within it.</summary>
    /// <param name="seed">Seed of the design.</param>
    /// <param name="path">The 64-bit hash of the coordinate's name.</param>
    /// <param name="points">How many points, n.</param>
    public static double[] Uniforms(ulong seed, ulong path, int points)
    {
        // Draws sorted by size are a random order; equal ones, of which there may be some in 2³², keep theirs.
        var order = Enumerable.Range(0, points).OrderBy(point => Draws.Parameter(~seed, path, (uint)point)).ToArray();
        return [.. order.Select((part, point) => (part + Draws.Parameter(seed, path, (uint)point)) / points)];
    }
}
