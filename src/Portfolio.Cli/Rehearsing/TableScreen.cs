using Spectre.Console;

namespace Portfolio.Cli.Rehearsing;

/// <summary>What else is on the screen beside the table.</summary>
sealed class ScreenState
{
    /// <summary>The first initiative that is shown.</summary>
    public int First { get; set; }

    /// <summary>The line that is being typed; null where nothing is.</summary>
    public string? Typed { get; set; }

    /// <summary>What came of the last command.</summary>
    public string Said { get; set; } = "";

    /// <summary>A page over the table; null where there is none.</summary>
    public string? Page { get; set; }
}

/// <summary>Lays out the screen: the programme, the initiatives, what happened, the prompt, the keys.</summary>
static class TableScreen
{
    const string Keys = "space step · p play · b back · i intervene · o odds · n note · s save · c compare · ? all commands · q leave";
    const char Escape = '\u001b';
    const string PageKeys = "any key: back to the table";

    /// <summary>Rows that are neither initiatives nor happenings.</summary>
    const int Frame = 7;

    /// <summary>The rows of the screen.</summary>
    /// <param name="table">What lies on the table.</param>
    /// <param name="state">What else there is.</param>
    /// <param name="size">Columns and rows.</param>
    public static IReadOnlyList<string> Lines(Table table, ScreenState state, (int Width, int Height) size) => state.Page is { } page
        ? [.. page.Split('\n').Select(line => Fitting(line.TrimEnd('\r'), size.Width)).Take(size.Height - 2), "", PageKeys]
        : Pages.Text(console => Rows(table, state, size).ToList().ForEach(console.MarkupLine), width: 10_000).Split(Environment.NewLine);

    static IEnumerable<string> Rows(Table table, ScreenState state, (int Width, int Height) size)
    {
        var (width, height) = size;
        var happenings = Math.Clamp((height - Frame) / 3, 2, 12);
        var month = table.Months.Count > 0 ? table.Months[^1] : null;
        yield return Title(table, width);
        foreach (var line in ProgrammeLines.Of(month, width))
            yield return line;
        foreach (var row in Initiatives(table, state, width, height - Frame - happenings))
            yield return row;
        yield return $"[grey]{new string('─', width)}[/]";
        foreach (var told in Last(table.Told, happenings))
            yield return Cell.Left(told, width);
        yield return state.Typed is { } typed ? $"[bold]›[/] {Cell.Left($"{typed}▏", width - 2)}" : $"[yellow]{Cell.Left(state.Said, width)}[/]";
        yield return $"[grey]{Cell.Left(Keys, width)}[/]";
    }

    static string Title(Table table, int width)
    {
        var rehearsal = table.Rehearsal;
        var scenario = rehearsal.Scenario.Length == 0 ? "plain portfolio" : LastOf(rehearsal.Scenario);
        var right = table.IsOver
            ? $"the end, {table.Next}"
            : $"{table.Next} comes next, month {table.Months.Count} of {rehearsal.Months} {(table.Pace > 0 ? $"▶ {table.Pace:0.##}/s" : "⏸")}";
        var left = $"{LastOf(rehearsal.Portfolio)} · {scenario} · replication {rehearsal.Replication}";
        return $"[bold]{Cell.Left(left, Math.Max(0, width - right.Length - 1))}[/] {Cell.Right(right, Math.Min(width - 1, right.Length))}";
    }

    static IEnumerable<string> Initiatives(Table table, ScreenState state, int width, int rows)
    {
        var shape = new InitiativeRows(width);
        yield return shape.Head();
        var month = table.Months.Count > 0 ? table.Months[^1] : null;
        var initiatives = month?.Initiatives ?? [];
        state.First = Math.Clamp(state.First, 0, Math.Max(0, initiatives.Count - rows));
        var news = (month?.Happenings ?? []).Select(happening => happening.Subject).ToHashSet();
        for (var i = 0; i < rows; i++)
            yield return state.First + i < initiatives.Count ? shape.Row(initiatives[state.First + i], news.Contains($"initiatives/{initiatives[state.First + i].Id}")) : "";
    }

    static IEnumerable<string> Last(IReadOnlyList<string> told, int rows) =>
        Enumerable.Repeat("", Math.Max(0, rows - told.Count)).Concat(told.Skip(told.Count - rows));

    /// <summary>What has colours was laid out for the terminal; plain text may be longer than it is wide.</summary>
    static string Fitting(string line, int width) => line.Contains(Escape, StringComparison.Ordinal) ? line : Cell.Cut(line, width);

    static string LastOf(string name) => name[(name.LastIndexOf('/') + 1)..];
}
