using Portfolio.Contracts.V1;

namespace Portfolio.Analysis.Comparing;

/// <summary>Which scenario has most of an outcome, and by how much against the base.</summary>
static class LeadSentence
{
    /// <summary>The sentence; none where nothing could be compared.</summary>
    public static Sentence? Of(Headline? headline)
    {
        if (headline is null || !headline.Compared.Any() || headline[0].Count == 0)
            return null;
        var next = headline.Compared.MaxBy(scenario => headline[scenario].Mean);
        return headline[next].Mean > headline[0].Mean ? OfOther(headline, next) : OfBase(headline, next);
    }

    static Sentence OfOther(Headline of, int leader)
    {
        var builder = new SentenceBuilder();
        var (difference, interval) = (builder.Difference(of, leader), builder.Interval(of, leader));
        var lead = $"{of.Name(leader)} has the highest mean of {of.Words}";
        return builder.Build(of[leader].Difference switch
        {
            { Clear: false } => $"{lead}, but cannot be told apart from {of.Name(0)}: the mean difference is {difference} {interval}.",
            { Mean: > 0 } => $"{lead}: {difference} more than {of.Name(0)} {interval}.",
            _ => $"{lead}; where both are defined, its mean difference from {of.Name(0)}, is {difference} {interval}.",
        });
    }

    /// <summary>The base leads also where the next has as much.</summary>
    static Sentence OfBase(Headline of, int next)
    {
        var builder = new SentenceBuilder();
        var (difference, interval) = (builder.Difference(of, next), builder.Interval(of, next));
        var lead = of[next].Difference.Clear ? "is the next, with" : "cannot be told apart from it, with";
        return builder.Build(
            $"{of.Name(0)}, has a mean of {of.Words} that no scenario exceeds; {of.Name(next)} {lead} a mean difference of {difference} {interval}.");
    }
}
