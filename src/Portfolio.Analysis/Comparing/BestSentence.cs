using Portfolio.Contracts.V1;

namespace Portfolio.Analysis.Comparing;

/// <summary>Which scenario is most likely the best in an outcome.</summary>
static class BestSentence
{
    /// <summary>The sentence; none where the outcome is never defined under all scenarios.</summary>
    public static Sentence? Of(Headline? headline)
    {
        if (headline is null || headline.Outcome.Scenarios.Any(scenario => scenario.Best is null))
            return null;
        var order = Enumerable.Range(0, headline.Ids.Count).OrderByDescending(scenario => headline[scenario].Best.Value).ToList();
        return headline[order[0]].Best.Low > headline[order[1]].Best.High ? OfOne(headline, order[0]) : OfTwo(headline, order[0], order[1]);
    }

    static Sentence OfOne(Headline of, int best)
    {
        var builder = new SentenceBuilder();
        return builder.Build($"{of.Name(best)}{Comma(best)} is most likely the best in {of.Words}: it is so in {builder.Best(of, best)}.");
    }

    static Sentence OfTwo(Headline of, int first, int second)
    {
        var builder = new SentenceBuilder();
        var (one, other) = (builder.Best(of, first), builder.Best(of, second));
        return builder.Build(
            $"no scenario stands out as the best in {of.Words}: {of.Name(first)}{Comma(first)} is best in {one}, {of.Name(second)}{Comma(second)} in {other}.");
    }

    /// <summary>Closes what the base is called.</summary>
    static string Comma(int scenario) => scenario == 0 ? "," : "";
}
