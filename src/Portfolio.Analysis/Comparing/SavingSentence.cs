using Portfolio.Contracts.V1;

namespace Portfolio.Analysis.Comparing;

/// <summary>How much it saved that all scenarios had the same random numbers.</summary>
static class SavingSentence
{
    /// <summary>The sentence, of the comparison that gained least; none where no difference ever varies.</summary>
    public static Sentence? Of(IReadOnlyList<Headline> headlines)
    {
        var builder = new SentenceBuilder();
        var savings = headlines.Select(headline => Least(headline, builder)).OfType<string>().ToList();
        if (savings.Count == 0)
            return null;
        return builder.Build(
            $"shared random numbers made a replication worth, for the difference from {headlines[0].Name(0)}, "
            + $"at least {string.Join(", and at least ", savings)}.");
    }

    static string? Least(Headline of, SentenceBuilder builder)
    {
        var varying = of.Compared.Where(scenario => of[scenario].Difference.HasVarianceRatio).ToList();
        if (varying.Count == 0)
            return null;
        var least = varying.MinBy(scenario => of[scenario].Difference.VarianceRatio);
        var ratio = builder.Say(of, least, "difference.variance_ratio", of[least].Difference.VarianceRatio, Figures.Number);
        return $"{ratio} independent ones in {of.Words} ({of.Name(least)}, {builder.Pairs(of, least)})";
    }
}
