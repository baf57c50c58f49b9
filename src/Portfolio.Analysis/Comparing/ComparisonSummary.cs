using Portfolio.Contracts.V1;

namespace Portfolio.Analysis.Comparing;

/// <summary>What matters most of a comparison, in a few sentences made from its numbers only.</summary>
public static class ComparisonSummary
{
    /// <summary>At most five sentences, each with the numbers it is made of; none without two replications, which no interval can rest on.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="replications">Replications it rests on.</param>
    public static IReadOnlyList<Sentence> Of(Comparison comparison, int replications) => [];
}
