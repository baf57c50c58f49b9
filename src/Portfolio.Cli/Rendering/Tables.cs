using Spectre.Console;

namespace Portfolio.Cli.Rendering;

/// <summary>Tables as a comparison shows them.</summary>
static class Tables
{
    /// <summary>An empty table; columns whose name begins with ">" hold numbers.</summary>
    public static Table New(string title, params IEnumerable<string> columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.Title = new TableTitle(title);
        foreach (var name in columns)
            table.AddColumn(name.StartsWith('>') ? new TableColumn(name[1..]).RightAligned().NoWrap() : new TableColumn(name));
        return table;
    }

    /// <summary>Adds a row that stands below a heading; a long name is broken within its indent.</summary>
    public static void AddIndented(this Table table, string name, params IEnumerable<string> cells) =>
        table.AddRow([new Padder(new Markup(name), new Padding(2, 0, 0, 0)), .. cells.Select(cell => new Markup(cell))]);

    /// <summary>Writes a table and lines that explain it; nothing where it has no rows.</summary>
    public static void Write(this Table table, params IEnumerable<string> explained)
    {
        if (table.Rows.Count == 0)
            return;
        AnsiConsole.WriteLine();
        AnsiConsole.Write(table);
        foreach (var line in explained)
            AnsiConsole.MarkupLine(line);
    }
}
