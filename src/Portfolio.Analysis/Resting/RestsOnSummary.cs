using System.Globalization;
using Portfolio.Analysis.Comparing;
using Portfolio.Contracts.V1;

namespace Portfolio.Analysis.Resting;

/// <summary>What matters most of the answer what outcomes rest on, in a few sentences made from its numbers only.</summary>
static class RestsOnSummary
{
    const string Chance = "chance";
    const string Assumption = "assumption";

    /// <summary>
    /// At most four sentences: how much of the variance of live sites and of net present value is chance and how much rests on
    /// assumptions, and which source brings most of each.
    /// </summary>
    public static IEnumerable<Sentence> Of(RestsOn answer)
    {
        Spoken?[] spoken = [Spoken.Find(answer, "live", "live sites at the end", Figures.Number), Spoken.Find(answer, "npv", "net present value", Figures.Money)];
        var known = spoken.OfType<Spoken>().ToList();
        return known.Select(Split).Concat(answer.Sources.Count > 1 ? known.Select(Largest) : []);
    }

    static Sentence Split(Spoken of)
    {
        var builder = new SentenceBuilder();
        var assumption = of.IndexOf(Assumption) is >= 0 and var index
            ? $", and {of.Share(builder, index)} rests on parameters that are assumptions"
            : ", and no uncertain parameter is an assumption";
        return builder.Build(
            $"under {Headline.Called(of.Answer.Scenario)} the mean of {of.Words} is {of.Say(builder, "mean.value", of.Outcome.Mean.Value, of.Format)} and the standard deviation "
            + $"{of.Say(builder, "standard_deviation", of.Outcome.StandardDeviation, of.Format)} (N = {of.Say(builder, "mean.count", of.Outcome.Mean.Count, Figures.Count)}); "
            + $"of the variance {of.Share(builder, of.IndexOf(Chance))} is chance{assumption}.");
    }

    static Sentence Largest(Spoken of)
    {
        var order = Enumerable.Range(0, of.Outcome.Shares.Count).OrderByDescending(source => of.Outcome.Shares[source].Value).ToList();
        var builder = new SentenceBuilder();
        var (first, second) = (of.Outcome.Shares[order[0]], of.Outcome.Shares[order[1]]);
        var doubt = first.Low > second.High ? "" : ", though their intervals overlap";
        return builder.Build(
            $"the largest source of the variance of {of.Words} is {Name(of, order[0])} with {of.Share(builder, order[0])}; "
            + $"next comes {Name(of, order[1])} with {of.Share(builder, order[1])}{doubt}.");
    }

    static string Name(Spoken of, int source) => of.Answer.Sources[source].Source is var name && name == Chance ? name : $"what is {(name == Assumption ? "assumed" : name)}";

    /// <summary>An outcome of the portfolio that is spoken of.</summary>
    sealed record Spoken(RestsOn Answer, int Index, string Words, Func<double, string> Format)
    {
        /// <summary>What was found of it.</summary>
        public OutcomeSources Outcome => Answer.Outcomes[Index];

        /// <summary>The outcome, where its variance could be shared out and hangs on more than a few replications.</summary>
        public static Spoken? Find(RestsOn answer, string outcome, string words, Func<double, string> format)
        {
            var found = answer.Outcomes.Index().Where(each => each.Item.Subject == "portfolio" && each.Item.Outcome == outcome && each.Item.Shares.Count > 0 && !each.Item.HasRare).ToList();
            return found.Count == 0 ? null : new Spoken(answer, found[0].Index, words, format);
        }

        /// <summary>Index of a source; −1 where it does not occur.</summary>
        public int IndexOf(string source) => Answer.Sources.Index().Where(each => each.Item.Source == source).Select(each => each.Index).FirstOrDefault(-1);

        /// <summary>A number of it.</summary>
        public string Say(SentenceBuilder builder, string field, double value, Func<double, string> format) => builder.Say(
            Outcome.Subject, Outcome.Outcome, Answer.Scenario, string.Create(CultureInfo.InvariantCulture, $"outcomes[{Index}].{field}"), value, format);

        /// <summary>The share of a source with its interval.</summary>
        public string Share(SentenceBuilder builder, int source)
        {
            var share = Outcome.Shares[source];
            string Part(string field, double value) => Say(builder, string.Create(CultureInfo.InvariantCulture, $"shares[{source}].{field}"), value, Figures.Percent);
            return double.IsNaN(share.StandardError)
                ? Part("value", share.Value)
                : $"{Part("value", share.Value)} (95 % interval {Part("low", share.Low)} to {Part("high", share.High)})";
        }
    }
}
