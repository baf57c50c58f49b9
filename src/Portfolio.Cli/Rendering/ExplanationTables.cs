using System.Globalization;
using Portfolio.Contracts.V1;
using Spectre.Console;

namespace Portfolio.Cli.Rendering;

/// <summary>Because of what two scenarios differ: the changes, what each brings to the portfolio, its themes, targets and the initiatives that were named, and what two of them do together.</summary>
/// <param name="answered">The study and what it found.</param>
sealed class ExplanationTables(AnsweredStudy answered)
{
    /// <summary>Width in letters where there is no terminal.</summary>
    public const int Width = 120;

    const int MostInteractions = 8;
    const int ChangesAcross = 4;

    readonly Explanation explanation = answered.Answer.Explanation;

    string Between => $"from {answered.NameOf(explanation.From)} to {answered.NameOf(explanation.To)}";

    /// <summary>Prints everything.</summary>
    public void Print(Page page)
    {
        page.Line(answered.Head());
        PrintChanges(page);
        PrintPortfolio(page);
        PrintAcross(page, "Themes", Subjects.Themes, Measure.Live);
        foreach (var measure in new[] { Measure.Live, Measure.Npv })
            PrintAcross(page, "Initiatives", Subjects.Initiatives, measure);
        PrintAcross(page, "Targets", Subjects.Targets, Measure.Met);
        PrintInteractions(page);
        answered.PrintEnd(page);
    }

    void PrintChanges(Page page)
    {
        var table = Tables.New($"Changes {Between}", ">", "change", "from", "to");
        for (var i = 0; i < explanation.Changes.Count; i++)
        {
            var change = explanation.Changes[i];
            table.AddRow(Number(i), change.Path.EscapeMarkup(), Text(change.From), Text(change.To));
        }

        page.Write(table);
    }

    void PrintPortfolio(Page page)
    {
        var table = Tables.New($"Portfolio: what each change brings, {Between}", "", ">total (95 %)", ">alone ± 95 %", ">together ± 95 %");
        foreach (var measure in Measure.OfPortfolio)
        {
            if (Of(Subjects.Portfolio, measure).FirstOrDefault() is { } outcome)
                AddRows(table, measure, outcome);
        }

        page.Write(table, Explained());
    }

    void AddRows(Table table, Measure measure, ExplainedOutcome outcome)
    {
        var scale = measure.ScaleOf(outcome.Parts.SelectMany(part => new[] { part.Total, part.Alone, part.Together }).Append(outcome.Difference));
        table.AddHeading(measure.TitleWith(scale));
        for (var i = 0; i < outcome.Parts.Count; i++)
        {
            var part = outcome.Parts[i];
            table.AddIndented(Named(i), EffectCells.Difference(part.Total, scale), EffectCells.Change(part.Alone, scale), EffectCells.Change(part.Together, scale));
        }

        table.AddIndented("whole difference", EffectCells.Difference(outcome.Difference, scale), "", "");
    }

    IEnumerable<string> Explained()
    {
        yield return Phrases.GreyEffect;
        yield return "Total: what a change brings on the mean over all orders in which the changes can be made; totals add up to the whole difference.";
        yield return "Alone: made before all others. Together: the total less that, by what it does with the others.";
        if (explanation.SampledOrders > 0)
            yield return $"Totals rest on {Figures.Count(explanation.SampledOrders)} sampled orders, each along with its reverse.";
    }

    /// <summary>Totals alone, a column for each change; as many tables as it takes. Digits are those of the whole differences, so that more fits.</summary>
    void PrintAcross(Page page, string title, string subjects, Measure measure)
    {
        var outcomes = Of(subjects, measure).ToList();
        var scale = measure.ScaleOf(outcomes.Select(outcome => outcome.Difference));
        foreach (var changes in Enumerable.Range(0, explanation.Changes.Count).Chunk(ChangesAcross))
        {
            var isLast = changes[^1] == explanation.Changes.Count - 1;
            string[] last = isLast ? [">whole ± 95 %"] : [];
            var table = Tables.New($"{title}: what each change brings in all, {measure.TitleWith(scale)}", ["", .. changes.Select(i => $">{Number(i)} ± 95 %"), .. last]);
            foreach (var outcome in outcomes.Where(outcome => outcome.Parts.Count > 0))
            {
                var effects = changes.Select(i => outcome.Parts[i].Total).Concat(isLast ? [outcome.Difference] : []);
                table.AddRow([Subjects.NameOf(outcome.Subject).EscapeMarkup(), .. effects.Select(effect => EffectCells.Change(effect, scale))]);
            }

            page.Write(table);
        }
    }

    void PrintInteractions(Page page)
    {
        var table = Tables.New("What two changes do together", "outcome", "changes", ">effect (95 %)");
        foreach (var (measure, interaction) in Strongest())
        {
            var scale = measure.ScaleOf([interaction.Effect]);
            table.AddRow(measure.TitleWith(scale), $"{Named(interaction.One)}, {Named(interaction.Other)}", EffectCells.Difference(interaction.Effect, scale));
        }

        page.Write(table, "The strongest that can be told from 0, each beside the largest total of its outcome; beyond what the two do alone.");
    }

    IEnumerable<(Measure Measure, Interaction Interaction)> Strongest() => Measure.OfPortfolio
        .SelectMany(measure => Of(Subjects.Portfolio, measure).SelectMany(outcome => outcome.Interactions
            .Where(interaction => interaction.Effect.Clear)
            .Select(interaction => (measure, interaction, Strength: Math.Abs(interaction.Effect.Value) / LargestTotal(outcome)))))
        .OrderByDescending(each => each.Strength)
        .Take(MostInteractions)
        .Select(each => (each.measure, each.interaction));

    static double LargestTotal(ExplainedOutcome outcome) => outcome.Parts.Max(part => Math.Abs(part.Total.Value));

    IEnumerable<ExplainedOutcome> Of(string subjects, Measure measure) =>
        explanation.Outcomes.Where(outcome => outcome.Subject.StartsWith(subjects, StringComparison.Ordinal) && outcome.Outcome == measure.Outcome);

    string Named(int change) => $"{Number(change)} {explanation.Changes[change].Path.EscapeMarkup()}";

    static string Number(int change) => (change + 1).ToString(CultureInfo.InvariantCulture);

    static string Text(string value) => value.Length == 0 ? "–" : value.EscapeMarkup();
}
