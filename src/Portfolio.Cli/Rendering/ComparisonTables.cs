using Portfolio.Contracts.V1;
using Spectre.Console;

namespace Portfolio.Cli.Rendering;

/// <summary>What a comparison found: the portfolio, its themes, its targets, what is dominated, what the common numbers saved, value for money, and the sentences.</summary>
/// <param name="answered">The study and what it found.</param>
sealed class ComparisonTables(AnsweredStudy answered)
{
    const string Themes = Subjects.Themes;
    const string Targets = Subjects.Targets;
    const string Difference = "difference (95 %)";

    readonly Comparison comparison = answered.Answer.Comparison;
    readonly string[] names = [.. answered.Answer.Comparison.Scenarios.Select(answered.NameOf)];

    /// <summary>Prints everything.</summary>
    public void Print(Page page)
    {
        page.Line(answered.Head("a scenario"));
        if (answered.Study.Until is { } rule)
            page.Line(Phrases.Stopped(answered.Study.StoppingReason, answered.Study.ReplicationsDone, rule));
        PrintPortfolio(page);
        PrintThemes(page);
        PrintTargets(page);
        PrintDominated(page);
        PrintSaved(page);
        new ValueTables(answered).Print(page);
        page.Line();
        foreach (var sentence in answered.Answer.Summary)
            page.Line(sentence.Text);
        page.Line();
        page.Line(comparison.HasCounterfactual ? Phrases.GrossElsewhere : Phrases.Gross);
        page.Line(answered.Kept);
    }

    void PrintPortfolio(Page page)
    {
        var table = Tables.New($"Portfolio: difference from {names[0]}", "", ">mean ± 95 %", $">{Difference}", ">P(best)", ">expected regret");
        foreach (var measure in Measure.OfPortfolio)
        {
            if (Find("portfolio", measure) is not { } compared)
                continue;
            if (table.Rows.Count > 0)
                table.AddEmptyRow();
            AddPortfolioRows(table, measure, compared);
        }

        page.Write(
            table,
            Phrases.Grey,
            "P(best): chance that no other scenario is better; scenarios that tie share it.",
            "Expected regret: what the best scenario of each replication is better by, on the mean.",
            "–: neither more nor less is better.");
    }

    void AddPortfolioRows(Table table, Measure measure, ComparedOutcome compared)
    {
        var (means, differences) = measure.ScalesOf(compared.Scenarios);
        table.AddRow($"[bold]{measure.TitleWith(means)}[/]", "", "", "", "");
        for (var i = 0; i < names.Length; i++)
        {
            var outcome = compared.Scenarios[i];
            table.AddIndented(
                names[i],
                ComparedCells.Mean(outcome, means),
                ComparedCells.Difference(outcome.Difference, differences),
                ComparedCells.Best(outcome),
                ComparedCells.Regret(outcome, differences));
        }
    }

    void PrintThemes(Page page)
    {
        Measure[] measures = [Measure.Live, Measure.Npv];
        var scales = measures.Select(measure => measure.ScaleOf(Of(Themes, measure).SelectMany(theme => theme.Scenarios))).ToList();
        var table = Tables.New($"Themes: difference from {names[0]} (95 %)", ["", "", .. measures.Select((measure, i) => $">{measure.TitleWith(scales[i])}")]);
        foreach (var theme in comparison.Outcomes.Select(compared => compared.Subject).Where(subject => subject.StartsWith(Themes, StringComparison.Ordinal)).Distinct())
        {
            for (var i = 1; i < names.Length; i++)
            {
                var cells = measures.Select((measure, column) => Find(theme, measure) is { } compared ? ComparedCells.Difference(compared.Scenarios[i].Difference, scales[column]) : "–");
                table.AddRow([i == 1 ? theme[Themes.Length..].EscapeMarkup() : "", names[i], .. cells]);
            }
        }

        page.Write(table);
    }

    void PrintTargets(Page page)
    {
        var table = Tables.New($"Targets: difference from {names[0]}", "", "", $">{Measure.Met.Title} ± 95 %", $">{Difference}");
        foreach (var target in Of(Targets, Measure.Met))
        {
            var (means, differences) = Measure.Met.ScalesOf(target.Scenarios);
            for (var i = 0; i < names.Length; i++)
            {
                var outcome = target.Scenarios[i];
                var name = i == 0 ? target.Subject[Targets.Length..].EscapeMarkup() : "";
                table.AddRow(name, names[i], ComparedCells.Mean(outcome, means), ComparedCells.Difference(outcome.Difference, differences));
            }
        }

        page.Write(table);
    }

    void PrintDominated(Page page)
    {
        var table = Tables.New("Dominated", "outcome", "scenario", "dominated by");
        foreach (var compared in comparison.Outcomes.Where(compared => compared.Subject == "portfolio"))
        {
            foreach (var (outcome, name) in compared.Scenarios.Zip(names).Where(pair => pair.First.DominatedBy.Count > 0))
                table.AddRow(Measure.TitleOf(compared.Outcome).EscapeMarkup(), name, string.Join(", ", outcome.DominatedBy.Select(answered.NameOf)));
        }

        page.Write(table, "Dominated: another scenario is as good in every replication and better in at least one.");
    }

    void PrintSaved(Page page)
    {
        Measure[] measures = [Measure.Live, Measure.Npv];
        var found = measures.Select(measure => Find("portfolio", measure)).ToList();
        var table = Tables.New("Saved by common numbers", ["", .. measures.Select(measure => $">{measure.Title}")]);
        for (var i = 1; i < names.Length; i++)
            table.AddRow([names[i], .. found.Select(compared => ComparedCells.Saved(compared?.Scenarios[i].Difference))]);
        page.Write(table, "n×: a difference this sure would take n times the replications on independent random numbers.");
    }

    ComparedOutcome? Find(string subject, Measure measure) => comparison.Outcomes.FirstOrDefault(compared => compared.Subject == subject && compared.Outcome == measure.Outcome);

    IEnumerable<ComparedOutcome> Of(string subjects, Measure measure) =>
        comparison.Outcomes.Where(compared => compared.Subject.StartsWith(subjects, StringComparison.Ordinal) && compared.Outcome == measure.Outcome);
}
