namespace Portfolio.Model.Sampling;

/// <summary>A plan of which some parameters have the uniforms of another one.</summary>
/// <param name="kept">The plan of all others.</param>
/// <param name="other">The plan of those that are redrawn; independent of the first.</param>
/// <param name="redrawn">Which parameters are, by their place among the uncertain ones.</param>
public sealed class PartlyRedrawn(SamplingPlan kept, SamplingPlan other, IReadOnlyList<bool> redrawn) : SamplingPlan
{
    /// <inheritdoc/>
    public override double Uniform(int dimension, ulong path, uint draw) => (redrawn[dimension] ? other : kept).Uniform(dimension, path, draw);

    /// <inheritdoc/>
    public override SamplingPlan Independent(ulong seed) => new PartlyRedrawn(kept.Independent(seed), other.Independent(seed), redrawn);
}
