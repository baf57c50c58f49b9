using Portfolio.Contracts.V1;

namespace Portfolio.Analysis.Comparing;

/// <summary>What matters most of a comparison, in a few sentences made from its numbers only.</summary>
public static class ComparisonSummary
{
    const int FewestReplications = 2;

    const int FewestScenarios = 2;

    /// <summary>
    /// At most five sentences, each with the numbers it is made of: who leads in live sites and in gross net present value, who is
    /// most likely the best in patients, what cannot be told apart or is dominated, and what common random numbers saved.
    /// </summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="replications">Replications it rests on; below two nothing can be said with an interval, so nothing is.</param>
    public static IReadOnlyList<Sentence> Of(Comparison comparison, int replications)
    {
        if (replications < FewestReplications || comparison.Scenarios.Count < FewestScenarios)
            return [];
        var (live, npv, patients) = Headline.Of(comparison);
        Sentence?[] sentences =
        [
            LeadSentence.Of(live),
            LeadSentence.Of(npv),
            BestSentence.Of(patients),
            DoubtSentence.Of(Known(live, patients, npv)),
            SavingSentence.Of(Known(live, npv)),
        ];
        return [.. sentences.OfType<Sentence>()];
    }

    static List<Headline> Known(params ReadOnlySpan<Headline?> headlines)
    {
        var known = new List<Headline>();
        foreach (var headline in headlines)
        {
            if (headline is not null)
                known.Add(headline);
        }

        return known;
    }
}
