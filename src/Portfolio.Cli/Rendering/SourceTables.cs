using System.Globalization;
using Portfolio.Contracts.V1;
using Spectre.Console;

namespace Portfolio.Cli.Rendering;

/// <summary>What the uncertainty of outcomes rests on: the share that chance brings, and the share of each grade of what is assumed.</summary>
/// <param name="answered">The study and what it found.</param>
sealed class SourceTables(AnsweredStudy answered)
{
    /// <summary>Width in letters where there is no terminal.</summary>
    public const int Width = 130;

    const string Chance = "chance";
    const string Rare = " †";

    static readonly Scale Percent = new(0.01, 1);

    readonly RestsOn found = answered.Answer.RestsOn;

    // Grades that nothing uncertain has bring nothing, and would take room.
    readonly int[] sources = [.. answered.Answer.RestsOn.Sources.Index().Where(each => each.Item.Source == Chance || each.Item.Parameters > 0).Select(each => each.Index)];

    /// <summary>Prints everything.</summary>
    public void Print(Page page)
    {
        page.Line(answered.Head());
        page.Write(Table($"Portfolio: what uncertainty rests on, {answered.NameOf(found.Scenario)}, share of the variance in %", Subjects.Portfolio, [.. Measure.OfPortfolio]), Explained());
        page.Write(Table("Themes, share of the variance in %", Subjects.Themes, Measure.Live, Measure.Npv));
        page.Write(Table($"Targets: {Measure.Met.Title}; share of the variance in %", Subjects.Targets, Measure.Met));
        answered.PrintEnd(page);
    }

    Table Table(string title, string subjects, params Measure[] measures)
    {
        var table = Tables.New(title, ["", ">mean", ">deviation", .. sources.Select(Heading)]);
        foreach (var measure in measures)
        {
            var outcomes = found.Outcomes.Where(each => each.Subject.StartsWith(subjects, StringComparison.Ordinal) && each.Outcome == measure.Outcome).ToList();
            var scale = Scale(measure, outcomes);
            if (subjects == Subjects.Themes && outcomes.Count > 0)
                table.AddHeading(measure.TitleWith(scale));
            foreach (var outcome in outcomes)
                table.AddIndented(NameOf(outcome, measure.TitleWith(scale)), [scale.Text(outcome.Mean.Value), scale.Text(outcome.StandardDeviation), .. sources.Select(source => Share(outcome, source))]);
        }

        return table;
    }

    static string NameOf(OutcomeSources outcome, string title) =>
        (outcome.Subject == Subjects.Portfolio ? title : Subjects.NameOf(outcome.Subject)).EscapeMarkup() + (outcome.HasRare ? Rare : "");

    string Heading(int source) => found.Sources[source] is { Parameters: > 0 } graded
        ? string.Create(CultureInfo.InvariantCulture, $"~{graded.Source} ({graded.Parameters:N0})")
        : $"~{found.Sources[source].Source}";

    static string Share(OutcomeSources outcome, int source) => EffectCells.Share(source < outcome.Shares.Count ? outcome.Shares[source] : null, Percent);

    static Scale Scale(Measure measure, IReadOnlyList<OutcomeSources> outcomes)
    {
        var means = measure.ScaleOf(outcomes.Select(outcome => outcome.Mean));
        return Rendering.Scale.Of(means.Unit, outcomes.Select(outcome => outcome.Mean.Value), outcomes.Select(outcome => outcome.StandardDeviation));
    }

    IEnumerable<string> Explained()
    {
        yield return "Shares ± 95 %: Shapley values of the variance, which add up to 100 %. [grey]Grey: the interval includes 0.[/]";
        yield return "Deviation: the standard deviation over replications. (n): uncertain parameters of that grade.";
        if (found.Outcomes.Any(outcome => outcome.HasRare))
            yield return "†: all of the variance comes from fewer than 32 replications, so its shares, and their intervals, say little.";
    }
}
