using Portfolio.Contracts.V1;

namespace Portfolio.Analysis.Comparing;

/// <summary>Gathers the facts of a sentence: a number gets into the text only by being one.</summary>
sealed class SentenceBuilder
{
    readonly List<Fact> facts = [];

    /// <summary>A number as it is written.</summary>
    /// <param name="of">The outcome.</param>
    /// <param name="scenario">Index of the scenario.</param>
    /// <param name="field">Where the number stands among the scenario's.</param>
    /// <param name="value">The number.</param>
    /// <param name="format">How it is written.</param>
    public string Say(Headline of, int scenario, string field, double value, Func<double, string> format) =>
        Say(of.Outcome.Subject, of.Outcome.Outcome, of.Ids[scenario], field, value, format);

    /// <summary>A number as it is written.</summary>
    /// <param name="subject">The subject of the outcome.</param>
    /// <param name="outcome">The outcome.</param>
    /// <param name="scenario">Id of the scenario; empty for the plain portfolio, and where it is not one scenario's.</param>
    /// <param name="field">Where the number stands in the answer about that outcome.</param>
    /// <param name="value">The number.</param>
    /// <param name="format">How it is written.</param>
    public string Say(string subject, string outcome, string scenario, string field, double value, Func<double, string> format)
    {
        var fact = new Fact { Subject = subject, Outcome = outcome, Scenario = scenario, Field = field, Value = value };
        if (!facts.Contains(fact))
            facts.Add(fact);
        return format(value);
    }

    /// <summary>The mean difference from the base.</summary>
    public string Difference(Headline of, int scenario) => Say(of, scenario, "difference.mean", of[scenario].Difference.Mean, of.Format);

    /// <summary>The 95 % interval of that difference, and the pairs it rests on.</summary>
    public string Interval(Headline of, int scenario)
    {
        var low = Say(of, scenario, "difference.low", of[scenario].Difference.Low, of.Format);
        var high = Say(of, scenario, "difference.high", of[scenario].Difference.High, of.Format);
        return $"(95 % interval {low} to {high}, {Pairs(of, scenario)})";
    }

    /// <summary>The pairs that a difference rests on.</summary>
    public string Pairs(Headline of, int scenario) => $"N = {Say(of, scenario, "difference.count", of[scenario].Difference.Count, Figures.Count)}";

    /// <summary>How often a scenario is best, with its 95 % interval and the replications it rests on.</summary>
    public string Best(Headline of, int scenario)
    {
        string Share(string field, double value) => Say(of, scenario, field, value, Figures.Percent);
        var best = of[scenario].Best;
        var interval = $"95 % interval {Share("best.low", best.Low)} to {Share("best.high", best.High)}";
        return $"{Share("best.value", best.Value)} of replications ({interval}, N = {Say(of, scenario, "best.trials", best.Trials, Figures.Count)})";
    }

    /// <summary>The sentence.</summary>
    public Sentence Build(string text)
    {
        var sentence = new Sentence { Text = char.ToUpperInvariant(text[0]) + text[1..] };
        sentence.Facts.AddRange(facts);
        return sentence;
    }
}
