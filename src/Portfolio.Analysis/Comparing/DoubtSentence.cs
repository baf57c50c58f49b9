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
            ? $"not to be told apart from {first.Name(0)}, are {alike}"
            : $"every scenario can be told apart from {first.Name(0)}, in {Words(headlines)}";
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
        return Named([.. scenarios], found => $"{found.First().Name(found.Key)} in {Words([.. found])}", (of, scenario) =>
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
        var named = Named([.. scenarios], found => $"{Called(found)} in {Words([.. found])}", (of, scenario) =>
            builder.Say(of, scenario, "expected_regret.mean", of[scenario].ExpectedRegret.Mean_, of.Format));
        return named.Length == 0 ? "" : $"dominated by another, which is never worse and sometimes better, are {named}";
    }

    /// <summary>A few are named, and of each the facts are kept.</summary>
    static string Named(
        IReadOnlyList<IGrouping<int, Headline>> found, Func<IGrouping<int, Headline>, string> name, Action<Headline, int> keep)
    {
        foreach (var group in found.Take(MostNamed))
        {
            foreach (var headline in group)
                keep(headline, group.Key);
        }

        var names = string.Join(", ", found.Take(MostNamed).Select(name));
        return found.Count > MostNamed ? $"{names}, and others" : names;
    }

    static string Called(IGrouping<int, Headline> found) => Headline.Called(found.First().Ids[found.Key]);

    static string Words(IReadOnlyList<Headline> headlines) =>
        headlines.Count == 1
            ? headlines[0].Words
            : $"{string.Join(", ", headlines.SkipLast(1).Select(headline => headline.Words))} and {headlines[^1].Words}";
}
