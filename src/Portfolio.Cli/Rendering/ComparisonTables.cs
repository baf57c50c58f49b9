using Portfolio.Contracts.V1;
using Spectre.Console;

namespace Portfolio.Cli.Rendering;

/// <summary>What a comparison found: the portfolio, its themes, its targets, what is dominated, what the common numbers saved, and the sentences.</summary>
/// <param name="portfolio">The portfolio's id, which also stands for the plain portfolio.</param>
/// <param name="study">The study.</param>
/// <param name="answer">What it found.</param>
sealed class ComparisonTables(string portfolio, Study study, StudyAnswer answer)
{
    const int WidthWithoutTerminal = 100;
    const string Themes = "themes/";
    const string Targets = "targets/";

    readonly Comparison comparison = answer.Comparison;
    readonly string[] names = [.. answer.Comparison.Scenarios.Select(id => (id.Length == 0 ? portfolio : id).EscapeMarkup())];

    /// <summary>Prints everything.</summary>
    public void Print()
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = WidthWithoutTerminal;
        AnsiConsole.WriteLine(Phrases.Head(portfolio, answer.Replications, study.Seed, study.Point));
        PrintPortfolio();
        PrintThemes();
        PrintTargets();
        PrintDominated();
        PrintSaved();
        AnsiConsole.WriteLine();
        foreach (var sentence in answer.Summary)
            AnsiConsole.WriteLine(sentence.Text);
        AnsiConsole.WriteLine();
        AnsiConsole.WriteLine(Phrases.Gross);
        AnsiConsole.WriteLine($"Kept: {study.Name}");
    }

    void PrintPortfolio()
    {
        var table = New("Portfolio", "", ">mean ± 95 %", $">less {names[0]} (95 %)", ">P(best)", ">expected regret");
        foreach (var measure in Measure.OfPortfolio)
        {
            if (Find("portfolio", measure) is not { } compared)
                continue;
            if (table.Rows.Count > 0)
                table.AddEmptyRow();
            AddPortfolioRows(table, measure, compared);
        }

        AnsiConsole.Write(table);
        AnsiConsole.MarkupLine(Phrases.Grey);
        AnsiConsole.WriteLine("P(best): chance that no other scenario is better, shared where some tie. Expected regret: what the best of each replication is better by, on the mean. –: neither more nor less is better.");
    }

    void AddPortfolioRows(Table table, Measure measure, ComparedOutcome compared)
    {
        var scale = measure.ScaleOf(compared.Scenarios);
        table.AddRow($"[bold]{measure.TitleWith(scale)}[/]", "", "", "", "");
        for (var i = 0; i < names.Length; i++)
        {
            var outcome = compared.Scenarios[i];
            table.AddRow(
                $"  {names[i]}",
                ComparedCells.Mean(outcome, scale),
                ComparedCells.Difference(outcome.Difference, scale),
                ComparedCells.Best(outcome),
                ComparedCells.Regret(outcome, scale));
        }
    }

    void PrintThemes()
    {
        Measure[] measures = [Measure.Live, Measure.Npv];
        var scales = measures.Select(measure => measure.ScaleOf([.. Of(Themes, measure).SelectMany(theme => theme.Scenarios).Select(each => each.Difference).OfType<Difference>()])).ToList();
        var table = New($"Themes, less {names[0]} (95 %)", ["", "", .. measures.Select((measure, i) => $">{measure.TitleWith(scales[i])}")]);
        foreach (var theme in comparison.Outcomes.Select(compared => compared.Subject).Where(subject => subject.StartsWith(Themes, StringComparison.Ordinal)).Distinct())
        {
            for (var i = 1; i < names.Length; i++)
            {
                var cells = measures.Select((measure, column) => Find(theme, measure) is { } compared ? ComparedCells.Difference(compared.Scenarios[i].Difference, scales[column]) : "–");
                table.AddRow([i == 1 ? theme[Themes.Length..].EscapeMarkup() : "", names[i], .. cells]);
            }
        }

        Write(table);
    }

    void PrintTargets()
    {
        var table = New("Targets", "", "", $">{Measure.Met.Title} ± 95 %", $">less {names[0]} (95 %)");
        foreach (var target in Of(Targets, Measure.Met))
        {
            var scale = Measure.Met.ScaleOf(target.Scenarios);
            for (var i = 0; i < names.Length; i++)
            {
                var outcome = target.Scenarios[i];
                var name = i == 0 ? target.Subject[Targets.Length..].EscapeMarkup() : "";
                table.AddRow(name, names[i], ComparedCells.Mean(outcome, scale), ComparedCells.Difference(outcome.Difference, scale));
            }
        }

        Write(table);
    }

    void PrintDominated()
    {
        var table = New("Dominated: another scenario is as good in every replication and better in one", "", "", "dominated by");
        foreach (var compared in comparison.Outcomes.Where(compared => compared.Subject == "portfolio"))
        {
            foreach (var (outcome, name) in compared.Scenarios.Zip(names).Where(pair => pair.First.DominatedBy.Count > 0))
                table.AddRow(Measure.TitleOf(compared.Outcome).EscapeMarkup(), name, string.Join(", ", outcome.DominatedBy.Select(id => (id.Length == 0 ? portfolio : id).EscapeMarkup())));
        }

        Write(table);
    }

    void PrintSaved()
    {
        Measure[] measures = [Measure.Live, Measure.Npv];
        var found = measures.Select(measure => Find("portfolio", measure)).ToList();
        var table = New("Saved by common random numbers: as good as this many times the replications", ["", .. measures.Select(measure => $">{measure.Title}")]);
        for (var i = 1; i < names.Length; i++)
            table.AddRow([names[i], .. found.Select(compared => ComparedCells.Saved(compared?.Scenarios[i].Difference))]);
        Write(table);
    }

    ComparedOutcome? Find(string subject, Measure measure) => comparison.Outcomes.FirstOrDefault(compared => compared.Subject == subject && compared.Outcome == measure.Outcome);

    IEnumerable<ComparedOutcome> Of(string subjects, Measure measure) =>
        comparison.Outcomes.Where(compared => compared.Subject.StartsWith(subjects, StringComparison.Ordinal) && compared.Outcome == measure.Outcome);

    /// <summary>A table; columns whose name begins with ">" hold numbers.</summary>
    static Table New(string title, params IEnumerable<string> columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.Title = new TableTitle(title);
        foreach (var name in columns)
            table.AddColumn(name.StartsWith('>') ? new TableColumn(name[1..]).RightAligned().NoWrap() : new TableColumn(name));
        return table;
    }

    static void Write(Table table)
    {
        if (table.Rows.Count > 0)
            AnsiConsole.Write(table);
    }
}
