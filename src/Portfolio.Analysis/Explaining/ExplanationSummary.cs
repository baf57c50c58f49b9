using System.Globalization;
using Portfolio.Analysis.Comparing;
using Portfolio.Contracts.V1;

namespace Portfolio.Analysis.Explaining;

/// <summary>What matters most of an explanation, in a few sentences made from its numbers only.</summary>
static class ExplanationSummary
{
    /// <summary>
    /// At most five sentences: what brings most of the difference in live sites and in net present value, what two changes do
    /// together, which changes have no effect that can be seen, and how surely the difference was split.
    /// </summary>
    public static IEnumerable<Sentence> Of(Explanation explanation)
    {
        var live = Find(explanation, "live");
        var npv = Find(explanation, "npv");
        Sentence?[] sentences =
        [
            Leading(explanation, live, "live sites at the end", Figures.Number),
            Leading(explanation, npv, "net present value", Figures.Money),
            Together(explanation, live),
            WithoutEffect(explanation, live, npv),
            Sampled(explanation, live),
        ];
        return sentences.OfType<Sentence>();
    }

    static ExplainedOutcome? Find(Explanation explanation, string outcome) =>
        explanation.Outcomes.FirstOrDefault(each => each.Subject == "portfolio" && each.Outcome == outcome && each.Difference.Count > 1);

    static Sentence? Leading(Explanation explanation, ExplainedOutcome? outcome, string words, Func<double, string> format)
    {
        if (outcome is null)
            return null;
        var builder = new SentenceBuilder();
        string Say(string field, double value) => builder.Say(outcome.Subject, outcome.Outcome, "", field, value, format);
        string Interval(string field, Effect effect) => $"(95 % interval {Say($"{field}.low", effect.Low)} to {Say($"{field}.high", effect.High)})";
        var difference = outcome.Difference;
        var count = builder.Say(outcome.Subject, outcome.Outcome, "", "difference.count", difference.Count, Figures.Count);
        var change = $"from {Headline.Called(explanation.From)} to {Headline.Called(explanation.To)} the change in {words} is {Say("difference.value", difference.Value)} "
            + $"{Interval("difference", difference)[..^1]}, N = {count})";
        var (most, part) = outcome.Parts.Index().MaxBy(each => Math.Abs(each.Item.Total.Value));
        var field = string.Create(CultureInfo.InvariantCulture, $"parts[{most}].total");
        return builder.Build(part.Total.Clear
            ? $"{change}; {explanation.Changes[most].Path} brings most, {Say($"{field}.value", part.Total.Value)} {Interval(field, part.Total)}."
            : $"{change}; no single change brings a part that can be told from 0.");
    }

    static Sentence? Together(Explanation explanation, ExplainedOutcome? outcome)
    {
        var strongest = outcome?.Interactions.Index().Where(each => each.Item.Effect.Clear).OrderByDescending(each => Math.Abs(each.Item.Effect.Value)).Take(1).ToList();
        if (strongest is not [var (index, pair)])
            return null;
        var builder = new SentenceBuilder();
        var field = string.Create(CultureInfo.InvariantCulture, $"interactions[{index}].effect");
        string Say(string name, double value) => builder.Say(outcome!.Subject, outcome.Outcome, "", $"{field}.{name}", value, Figures.Number);
        return builder.Build(
            $"together {explanation.Changes[pair.One].Path} and {explanation.Changes[pair.Other].Path} bring {Say("value", pair.Effect.Value)} live sites beyond what each does alone "
            + $"(95 % interval {Say("low", pair.Effect.Low)} to {Say("high", pair.Effect.High)}).");
    }

    static Sentence? WithoutEffect(Explanation explanation, ExplainedOutcome? live, ExplainedOutcome? npv)
    {
        if (live is null || npv is null)
            return null;
        var none = Enumerable.Range(0, explanation.Changes.Count).Where(i => !live.Parts[i].Total.Clear && !npv.Parts[i].Total.Clear).ToList();
        if (none.Count == 0)
            return null;
        var builder = new SentenceBuilder();
        foreach (var (outcome, change) in none.SelectMany(change => new[] { (live, change), (npv, change) }))
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"parts[{change}].total.value");
            builder.Say(outcome.Subject, outcome.Outcome, "", field, outcome.Parts[change].Total.Value, Figures.Number);
        }

        return builder.Build($"no effect on either that can be told from 0: {string.Join(", ", none.Select(change => explanation.Changes[change].Path))}.");
    }

    static Sentence? Sampled(Explanation explanation, ExplainedOutcome? outcome)
    {
        if (explanation.SampledOrders == 0 || outcome is null)
            return null;
        var builder = new SentenceBuilder();
        var orders = builder.Say(outcome.Subject, outcome.Outcome, "", "sampled_orders", explanation.SampledOrders, Figures.Count);
        return builder.Build($"the {Figures.Count(explanation.Changes.Count)} changes were made in {orders} sampled orders and in the reverse of each; the intervals count that.");
    }
}
