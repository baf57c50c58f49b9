using Spectre.Console;

namespace Portfolio.Cli.Rendering;

/// <summary>Where tables are written: a terminal as wide as it is, or a page of a fixed width.</summary>
/// <param name="console">What takes the text.</param>
sealed class Page(IAnsiConsole console)
{
    /// <summary>Width in letters where there is no terminal.</summary>
    public const int UsualWidth = 100;

    /// <summary>Standard output.</summary>
    /// <param name="width">Its width in letters where it is no terminal.</param>
    public static Page Standard(int width = UsualWidth)
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = width;
        return new Page(AnsiConsole.Console);
    }

    /// <summary>Its width in letters.</summary>
    public int Width => console.Profile.Width;

    /// <summary>Writes a line as it is.</summary>
    public void Line(string text = "") => console.WriteLine(text);

    /// <summary>Writes a table and lines of markup that explain it; nothing where it has no rows.</summary>
    public void Write(Table table, params IEnumerable<string> explained)
    {
        if (table.Rows.Count == 0)
            return;
        foreach (var part in FittedTable.Parts(table, console))
        {
            console.WriteLine();
            console.Write(part);
        }

        foreach (var line in explained)
            console.MarkupLine(line);
    }
}
