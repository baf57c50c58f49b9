using System.Globalization;
using Portfolio.Cli.Commands;
using Portfolio.Contracts.V1;
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
        var done = findings.Runs.Select(run => run.Run.ReplicationsDone).ToList();
        AnsiConsole.WriteLine(Phrases.Head(findings.Portfolio, done.Max(), done.Min() == done.Max() ? "a scenario" : "a scenario at most", first.Seed, first.Point));
        foreach (var run in findings.Runs.Where(run => run.Run.Until is not null))
            AnsiConsole.WriteLine($"{NameOf(run)} {Phrases.Stopped(run.Run.StoppingReason, run.Run.ReplicationsDone, run.Run.Until)}");
        foreach (var run in findings.Runs)
        {
            AnsiConsole.WriteLine();
            Print(run, "Themes", ThemeRows(run));
            Print(run, "Initiatives", InitiativeRows(run));
        }

        PrintTargets();
        for (var run = 1; run < findings.Runs.Count; run++)
            PrintDifference(run);
        AnsiConsole.WriteLine();
        AnsiConsole.WriteLine("p5 / p50 / p95: quantiles over replications; ×n: the average of n copies, their quantiles over all of them (--all shows each).");
        AnsiConsole.WriteLine(Phrases.Gross);
        AnsiConsole.WriteLine($"Kept: {string.Join(", ", findings.Runs.Select(run => run.Run.Name))}");
    }

    string NameOf(ScenarioFindings run) => run.Scenario ?? findings.Portfolio;

    static IEnumerable<SubjectRow> ThemeRows(ScenarioFindings run) => run.Result.Subjects
        .Where(subject => subject.Subject.StartsWith("themes/", StringComparison.Ordinal))
        .Append(run.Result.Subjects[0])
        .Select(RowOf);

    static SubjectRow RowOf(SubjectResult subject) => SubjectRow.Of(Subjects.NameOf(subject.Subject), [subject], subject.Live.Quantiles);

    /// <summary>Copies of a group share a row unless each is asked for: a copy's average, quantiles over all copies and replications.</summary>
    IEnumerable<SubjectRow> InitiativeRows(ScenarioFindings run) => set.Portfolio.Initiatives.SelectMany(initiative => RowsOf(run, initiative.Id));

    IEnumerable<SubjectRow> RowsOf(ScenarioFindings run, string id)
    {
        var name = $"initiatives/{id}";
        var single = run.Result.Subjects.Where(subject => subject.Subject == name).ToList();
        var copies = run.Result.Subjects.Where(subject => GroupCopies.IsCopy(subject.Subject, name)).ToList();
        return single.Count > 0 || everyCopy
            ? single.Concat(copies).Select(RowOf)
            : run.Result.Groups.Where(group => group.Group == name).Select(group => SubjectRow.Of($"{id} ×{group.Copies}", copies, group.Live));
    }

    void Print(ScenarioFindings run, string title, IEnumerable<SubjectRow> rows)
    {
        var table = new Table().Border(TableBorder.Simple).Title($"{title}, [bold]{NameOf(run).EscapeMarkup()}[/]");
        table.AddColumn(new TableColumn("").NoWrap());
        foreach (var name in SubjectRow.Columns)
            table.AddColumn(new TableColumn(name).RightAligned().NoWrap());
        foreach (var row in rows)
            table.AddRow([row.Name.EscapeMarkup(), .. row.Cells.Select(cell => cell.EscapeMarkup())]);
        Write(table);
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

        Write(table);
    }

    void PrintDifference(int run)
    {
        var (from, to) = (findings.Runs[0], findings.Runs[run]);
        var table = new Table().Border(TableBorder.Simple)
            .Title($"[bold]{NameOf(to).EscapeMarkup()}[/] less [bold]{NameOf(from).EscapeMarkup()}[/]: mean difference on common random numbers, 95 % interval");
        table.AddColumn(new TableColumn("").NoWrap());
        foreach (var name in Differences)
            table.AddColumn(new TableColumn(name).RightAligned().NoWrap());
        foreach (var subject in to.Result.Subjects.Select(each => each.Subject).Where(subject => everyCopy || !to.Result.Groups.Any(group => GroupCopies.IsCopy(subject, group.Group))))
        {
            string Cell(string outcome, Func<double, string> format) => DifferenceCell(findings.Difference(run, subject, outcome), format);
            table.AddRow(
                Subjects.NameOf(subject).EscapeMarkup(),
                Cell("live", value => value.ToString("0.0", CultureInfo.InvariantCulture)),
                Cell("scaled", value => value.ToString("0.00", CultureInfo.InvariantCulture)),
                Cell("patients", Figures.People),
                Cell("received", Figures.Millions),
                Cell("npv", Figures.Millions));
        }

        Write(table);
        AnsiConsole.MarkupLine(Phrases.Grey);
    }

    static void Write(Table table)
    {
        foreach (var part in FittedTable.Parts(table, AnsiConsole.Console))
            AnsiConsole.Write(part);
    }

    static string DifferenceCell(Difference? difference, Func<double, string> format)
    {
        if (difference is null)
            return "–";
        var interval = $"{Figures.Signed(format(difference.Low))} to {Figures.Signed(format(difference.High))}";
        var text = $"{Figures.Signed(format(difference.Mean))} ({interval})".EscapeMarkup();
        return difference.Clear ? text : $"[grey]{text}[/]";
    }
}
