using Portfolio.Contracts.V1;

namespace Portfolio.Analysis.Comparing;

/// <summary>What cannot be told apart from the base, and what another scenario is never worse than.</summary>
static class DoubtSentence
{
    const int MostNamed = 3;

    /// <summary>The sentence; none where nothing could be compared.</summary>
    public static Sentence? Of(IReadOnlyList<Headline> headlines)
    {
        if (headlines.FirstOrDefault(headline => headline.Compared.Any()) is not { } first)
            return null;
        var builder = new SentenceBuilder();
        var alike = Alike(headlines, builder);
        var dominated = Dominated(headlines, builder);
        var apart = alike.Length > 0
            ? $"not to be told apart from {first.Name(0)}: {alike}"
            : $"every scenario can be told apart from {first.Name(0)}, in {And([.. headlines.Select(headline => headline.Words)])}";
        var pairs = builder.Pairs(first, first.Compared.First());
        return builder.Build($"{apart}; {(dominated.Length > 0 ? dominated : "none is dominated by another")} ({pairs}).");
    }

    static string Alike(IReadOnlyList<Headline> headlines, SentenceBuilder builder)
    {
        var scenarios =
            from headline in headlines
            from scenario in headline.Compared
            where !headline[scenario].Difference.Clear
            group headline by scenario into found
            orderby found.Key
            select found;
        return Named([.. scenarios], (of, scenario) =>
        {
            builder.Difference(of, scenario);
            builder.Interval(of, scenario);
        });
    }

    static string Dominated(IReadOnlyList<Headline> headlines, SentenceBuilder builder)
    {
        var scenarios =
            from headline in headlines
            from scenario in Enumerable.Range(0, headline.Ids.Count)
            where headline[scenario].DominatedBy.Count > 0
            group headline by scenario into found
            orderby found.Key
            select found;
        var named = Named([.. scenarios], (of, scenario) =>
            builder.Say(of, scenario, "expected_regret.mean", of[scenario].ExpectedRegret.Mean_, of.Format));
        return named.Length == 0 ? "" : $"dominated by another, which is never worse and sometimes better: {named}";
    }

    /// <summary>A few are named, those alike together, and of each the facts are kept.</summary>
    static string Named(IReadOnlyList<IGrouping<int, Headline>> found, Action<Headline, int> keep)
    {
        foreach (var group in found.Take(MostNamed))
        {
            foreach (var headline in group)
                keep(headline, group.Key);
        }

        var names = found.Take(MostNamed).GroupBy(group => And([.. group.Select(headline => headline.Words)]), Called);
        var named = string.Join(", ", names.Select(alike => $"{And([.. alike])} in {alike.Key}"));
        return found.Count > MostNamed ? $"{named}, and others" : named;
    }

    static string Called(IGrouping<int, Headline> found) => Headline.Called(found.First().Ids[found.Key]);

    static string And(IReadOnlyList<string> words) =>
        words.Count == 1 ? words[0] : $"{string.Join(", ", words.SkipLast(1))} and {words[^1]}";
}
