using System.Globalization;
using Portfolio.Analysis.Comparing;
using Portfolio.Contracts.V1;

namespace Portfolio.Analysis.Reaching;

/// <summary>What matters most of the answer by when targets are met, in a few sentences made from its numbers only.</summary>
static class TargetsSummary
{
    const int MostSentences = 5;

    /// <summary>A sentence for each of the first five targets: which scenario meets it most often, by when half of the replications do, and what is cheapest.</summary>
    public static IEnumerable<Sentence> Of(TargetsMet answer) => Enumerable.Range(0, answer.Targets.Count).Select(target => Of(answer, target)).OfType<Sentence>().Take(MostSentences);

    static Sentence? Of(TargetsMet answer, int index)
    {
        var target = answer.Targets[index];
        var known = Enumerable.Range(0, answer.Scenarios.Count).Where(scenario => target.Scenarios[scenario].Met.Trials > 0).ToList();
        if (known.Count == 0)
            return null;
        var builder = new SentenceBuilder();
        var surest = known.MaxBy(scenario => target.Scenarios[scenario].Met.Value);
        return builder.Build($"“{target.Target}” is met by {target.By} {Met(builder, answer, index, surest)}{By(builder, answer, index, surest)}; {Cheapest(builder, answer, index)}.");
    }

    static string Met(SentenceBuilder builder, TargetsMet answer, int index, int scenario)
    {
        var met = answer.Targets[index].Scenarios[scenario].Met;
        string Say(string field, double value, Func<double, string> format) => SayOf(builder, answer, index, scenario, $"met.{field}", value, format);
        var most = answer.Scenarios.Count > 1 ? ", at least as often as under any other scenario" : "";
        return $"in {Say("value", met.Value, Figures.Percent)} of replications under {Headline.Called(answer.Scenarios[scenario])}{most} "
            + $"(95 % interval {Say("low", met.Low, Figures.Percent)} to {Say("high", met.High, Figures.Percent)}, N = {Say("trials", met.Trials, Figures.Count)})";
    }

    static string By(SentenceBuilder builder, TargetsMet answer, int index, int scenario)
    {
        var told = answer.Targets[index].Scenarios[scenario];
        var month = told.ByMonth.Index().FirstOrDefault(each => each.Item >= 0.5, (-1, 0)).Index;
        if (month < 0)
            return "";
        var field = string.Create(CultureInfo.InvariantCulture, $"by_month[{month}]");
        return $"; half of them or more do so by {told.Half.Month} ({SayOf(builder, answer, index, scenario, field, told.ByMonth[month], Figures.Percent)})";
    }

    static string Cheapest(SentenceBuilder builder, TargetsMet answer, int index)
    {
        var target = answer.Targets[index];
        var wanted = builder.Say($"targets/{target.Target}", ComparedOutcomes.Met, "", "probability", answer.Probability, Figures.Percent);
        if (!target.HasCheapest)
            return $"no scenario reaches the wanted {wanted}";
        var field = string.Create(CultureInfo.InvariantCulture, $"costs[{target.Cheapest}].value");
        var (id, cost) = (answer.Scenarios[target.Cheapest], answer.Costs[target.Cheapest].Value);
        var money = builder.Say("portfolio", "received", id, field, cost, Figures.Money);
        var clear = target.Clear ? "with an interval wholly above it" : "though its interval reaches below it";
        return $"the cheapest that reaches the wanted {wanted} is {Headline.Called(id)} with {money} received, {clear}";
    }

    static string SayOf(SentenceBuilder builder, TargetsMet answer, int index, int scenario, string field, double value, Func<double, string> format) => builder.Say(
        $"targets/{answer.Targets[index].Target}",
        ComparedOutcomes.Met,
        answer.Scenarios[scenario],
        string.Create(CultureInfo.InvariantCulture, $"targets[{index}].scenarios[{scenario}].{field}"),
        value,
        format);
}
