using System.Globalization;
using Portfolio.Analysis.Comparing;
using Portfolio.Contracts.V1;

namespace Portfolio.Analysis.Marginal;

/// <summary>What matters most of the next pound, in a few sentences made from its numbers only.</summary>
static class NextPoundSummary
{
    const string Subject = "portfolio";
    const int MostNamed = 5;

    /// <summary>At most five sentences: where more money does most, for live sites, people and net present value; where less costs least; and whom to fund with a given total.</summary>
    public static IEnumerable<Sentence> Of(Contracts.V1.NextPound found)
    {
        if (found.Rankings.Count == 0 || found.Claimants.Count == 0)
            return [];
        Sentence?[] sentences =
        [
            Most(found, "live", "live sites at the end", Figures.Number),
            Most(found, "patients", "people reached", Figures.Number),
            Most(found, "npv", "net present value", Figures.Money),
            LeastMissed(found),
            Funded(found.CutLine),
        ];
        return sentences.OfType<Sentence>();
    }

    static Sentence? Most(Contracts.V1.NextPound found, string outcome, string words, Func<double, string> format)
    {
        var ranked = found.Rankings.Single(ranking => ranking.Outcome == outcome).Claimants[0];
        var claimant = found.Claimants[ranked.Claimant];
        var effect = claimant.Effects.Single(each => each.Outcome == outcome);
        var builder = new SentenceBuilder();
        string Say(string name, double value) => builder.Say(Subject, outcome, found.Scenario, $"{Field(ranked.Claimant)}.more.{name}", value, format);
        var sure = builder.Say(Subject, outcome, found.Scenario, "claimants[0].at_place", ranked.AtPlace, Figures.Percent);
        var interval = $"95 % interval {Say("low", effect.More.Low)} to {Say("high", effect.More.High)}, N = "
            + builder.Say(Subject, outcome, found.Scenario, $"{Field(ranked.Claimant)}.more.count", effect.More.Count, Figures.Count);
        return builder.Build(effect.More.Clear
            ? $"{Amount(found)} more brings most {words} at {claimant.Claimant}: {Say("value", effect.More.Value)} ({interval}); that it is the first is {sure} sure."
            : $"{Amount(found)} more brings nobody {words} that can be told from 0; first is {claimant.Claimant} with {Say("value", effect.More.Value)} ({interval}).");
    }

    /// <summary>Where the same sum less costs fewest people.</summary>
    static Sentence LeastMissed(Contracts.V1.NextPound found)
    {
        const string outcome = "patients";
        var (index, claimant) = found.Claimants.Index().MaxBy(each => Less(each.Item, outcome).Value);
        var less = Less(claimant, outcome);
        var builder = new SentenceBuilder();
        string Say(string name, double value) => builder.Say(Subject, outcome, found.Scenario, $"{Field(index)}.less.{name}", value, Figures.Number);
        return builder.Build(
            $"{Amount(found)} less is missed least at {claimant.Claimant}: {Say("value", less.Value)} people reached (95 % interval {Say("low", less.Low)} to {Say("high", less.High)}).");
    }

    static Sentence? Funded(CutLine? line)
    {
        if (line is null)
            return null;
        var (best, name) = line.Exact is { } exact ? (exact, "exact") : (line.Greedy, "greedy");
        var builder = new SentenceBuilder();
        var total = builder.Say(Subject, line.Outcome, "", "cut_line.total", line.Total, Figures.Money);
        var cost = builder.Say(Subject, line.Outcome, "", $"cut_line.{name}.cost", best.Cost, Figures.Money);
        var left = Enumerable.Range(0, line.Claimants.Count).Except(best.Claimants).Select(i => line.Claimants[i].Claimant).ToList();
        return builder.Build(left.Count == 0
            ? $"{total} pays for everybody ({cost})."
            : $"with {total}, {(name == "exact" ? "the best set" : "the set by value per pound")} leaves out {Named(left)} and costs {cost}.");
    }

    /// <summary>Enough of them to recognise the set; the answer names all.</summary>
    static string Named(List<string> claimants) => string.Join(", ", claimants.Take(MostNamed)) + (claimants.Count > MostNamed ? " and others" : "");

    static Effect Less(ClaimantEffects claimant, string outcome) => claimant.Effects.Single(effect => effect.Outcome == outcome).Less;

    static string Amount(Contracts.V1.NextPound found) => Figures.Money(found.Amount);

    static string Field(int claimant) => string.Create(CultureInfo.InvariantCulture, $"claimants[{claimant}]");
}
