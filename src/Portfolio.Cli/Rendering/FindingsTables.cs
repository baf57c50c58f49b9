using Portfolio.Cli.Commands;
using Portfolio.Client;
using Portfolio.Definitions;
using Spectre.Console;

namespace Portfolio.Cli.Rendering;

/// <summary>What runs found as tables: themes, initiatives, targets, and how scenarios differ from the first.</summary>
sealed class FindingsTables(Findings findings, DefinitionSet set, bool everyCopy)
{
    const int WidthWithoutTerminal = 190;

    static readonly string[] Differences = ["live sites", "share scaled", "people reached", "received £m", "NPV £m"];

    /// <summary>Prints everything.</summary>
    public void Print()
    {
        var first = findings.Runs[0].Run;
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = WidthWithoutTerminal;
        AnsiConsole.WriteLine(Phrases.Head(findings.Portfolio, first.Replications, "a scenario", first.Seed, first.Point));
        foreach (var run in findings.Runs)
        {
            AnsiConsole.WriteLine();
            Print(run, "Themes", ThemeRows(run));
            Print(run, "Initiatives", InitiativeRows(run));
        }

        PrintTargets();
        foreach (var other in findings.Runs.Skip(1))
            PrintDifference(findings.Runs[0], other);
        AnsiConsole.WriteLine();
        AnsiConsole.WriteLine("p5 / p50 / p95: quantiles over replications; ×n: the average of n copies, their quantiles over all of them (--all shows each).");
        AnsiConsole.WriteLine(Phrases.Gross);
        AnsiConsole.WriteLine($"Kept: {string.Join(", ", findings.Runs.Select(run => run.Run.Name))}");
    }

    string NameOf(ScenarioFindings run) => run.Scenario ?? findings.Portfolio;

    static IEnumerable<SubjectRow> ThemeRows(ScenarioFindings run) => run.Result.Subjects
        .Where(subject => subject.Subject.StartsWith("themes/", StringComparison.Ordinal))
        .Append(run.Result.Subjects[0])
        .Select(subject => SubjectRow.Of(subject.Subject.Split('/')[^1], [subject], run.Outcomes));

    /// <summary>Copies of a group share a row unless each is asked for: a copy's average, quantiles over all copies and replications.</summary>
    IEnumerable<SubjectRow> InitiativeRows(ScenarioFindings run)
    {
        var results = run.Result.Subjects.ToDictionary(subject => subject.Subject);
        foreach (var initiative in set.Portfolio.Initiatives)
        {
            var own = $"initiatives/{initiative.Id}";
            if (results.TryGetValue(own, out var single))
            {
                yield return SubjectRow.Of(initiative.Id, [single], run.Outcomes);
                continue;
            }

            var copies = results.Values.Where(subject => IsCopy(subject.Subject, own)).ToList();
            if (!everyCopy && copies.Count > 0)
                yield return SubjectRow.Of($"{initiative.Id} ×{copies.Count}", copies, run.Outcomes);
            foreach (var copy in everyCopy ? copies : [])
                yield return SubjectRow.Of(copy.Subject.Split('/')[^1], [copy], run.Outcomes);
        }
    }

    static bool IsCopy(string subject, string group) =>
        subject.Length == group.Length + 4 && subject.StartsWith(group + "-", StringComparison.Ordinal) && subject[^3..].All(char.IsAsciiDigit);

    void Print(ScenarioFindings run, string title, IEnumerable<SubjectRow> rows)
    {
        var table = new Table().Border(TableBorder.Simple).Title($"{title}, [bold]{NameOf(run).EscapeMarkup()}[/]");
        table.AddColumn(new TableColumn("").NoWrap());
        foreach (var name in SubjectRow.Columns)
            table.AddColumn(new TableColumn(name).RightAligned().NoWrap());
        foreach (var row in rows)
            table.AddRow([row.Name.EscapeMarkup(), .. row.Cells.Select(cell => cell.EscapeMarkup())]);
        AnsiConsole.Write(table);
    }

    void PrintTargets()
    {
        if (set.Portfolio.Targets.Count == 0)
            return;
        var table = new Table().Border(TableBorder.Simple).Title("Chance that each target is met (95 % interval)");
        table.AddColumn(new TableColumn("target").NoWrap());
        table.AddColumn("wanted");
        foreach (var run in findings.Runs)
            table.AddColumn(new TableColumn(NameOf(run).EscapeMarkup()).RightAligned());
        foreach (var target in set.Portfolio.Targets)
        {
            var of = target.Initiative.Length > 0 ? target.Initiative : target.Theme.Length > 0 ? target.Theme : "all";
            var chances = findings.Runs.Select(run => run.Result.Targets.First(result => result.Target == target.Id).Met);
            table.AddRow(
            [
                target.Id.EscapeMarkup(),
                $"{of.EscapeMarkup()}: {Figures.Count(target.Sites.Value)} sites by {target.By}",
                .. chances.Select(met => $"{Figures.Percent(met.Value)} ({Figures.Percent(met.Low)} to {Figures.Percent(met.High)})"),
            ]);
        }

        AnsiConsole.Write(table);
    }

    void PrintDifference(ScenarioFindings from, ScenarioFindings to)
    {
        var table = new Table().Border(TableBorder.Simple)
            .Title($"[bold]{NameOf(to).EscapeMarkup()}[/] less [bold]{NameOf(from).EscapeMarkup()}[/]: mean difference on common random numbers, 95 % interval");
        table.AddColumn(new TableColumn("").NoWrap());
        foreach (var name in Differences)
            table.AddColumn(new TableColumn(name).RightAligned().NoWrap());
        foreach (var subject in to.Result.Subjects.Where(subject => !subject.Subject.StartsWith("initiatives/", StringComparison.Ordinal) || !IsInGroup(subject.Subject)))
        {
            string Cell(string outcome, Func<double, string> format)
            {
                var difference = PairedDifference.Of(from.Outcomes[subject.Subject, outcome], to.Outcomes[subject.Subject, outcome]);
                var interval = $"{Figures.Signed(format(difference.Low))} to {Figures.Signed(format(difference.High))}";
                var text = $"{Figures.Signed(format(difference.Mean))} ({interval})".EscapeMarkup();
                return difference.IsClear ? text : $"[grey]{text}[/]";
            }

            table.AddRow(
                subject.Subject.Split('/')[^1].EscapeMarkup(),
                Cell("live", value => value.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)),
                Cell("scaled", value => value.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)),
                Cell("patients", Figures.People),
                Cell("received", Figures.Millions),
                Cell("npv", Figures.Millions));
        }

        AnsiConsole.Write(table);
        AnsiConsole.MarkupLine(Phrases.Grey);
    }

    bool IsInGroup(string subject) => !everyCopy && set.Portfolio.Initiatives.Any(initiative => initiative.Count is not null && IsCopy(subject, $"initiatives/{initiative.Id}"));
}
