using Spectre.Console;

namespace Portfolio.Cli.Rendering;

/// <summary>Tables as studies show them.</summary>
static class Tables
{
    /// <summary>An empty table; columns whose name begins with ">" hold numbers, and so do those with "~", whose heading may be broken; names below "!" stand on one line.</summary>
    public static Table New(string title, params IEnumerable<string> columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.Title = new TableTitle(title);
        foreach (var name in columns)
            table.AddColumn(Column(name));
        return table;
    }

    /// <summary>Adds a row that is the heading of those below.</summary>
    public static void AddHeading(this Table table, string heading)
    {
        if (table.Rows.Count > 0)
            table.AddEmptyRow();
        table.AddRow([$"[bold]{heading}[/]", .. Enumerable.Repeat("", table.Columns.Count - 1)]);
    }

    /// <summary>Adds a row that stands below a heading; a long name is broken within its indent.</summary>
    public static void AddIndented(this Table table, string name, params IEnumerable<string> cells) =>
        table.AddRow([new Padder(new Markup(name), new Padding(2, 0, 0, 0)), .. cells.Select(cell => new Markup(cell))]);

    /// <summary>A heading on two lines.</summary>
    public static string Broken(string heading) => heading.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? $"{heading[..space]}\n{heading[(space + 1)..]}" : heading;

    static TableColumn Column(string name) => name switch
    {
        ['>', .. var title] => new TableColumn(title).RightAligned().NoWrap(),
        ['~', .. var title] => new TableColumn(title).RightAligned(),
        ['!', .. var title] => new TableColumn(title).NoWrap(),
        _ => new TableColumn(name),
    };
}
