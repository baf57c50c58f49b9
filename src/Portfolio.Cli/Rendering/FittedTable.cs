using Spectre.Console;
using Spectre.Console.Rendering;

namespace Portfolio.Cli.Rendering;

/// <summary>Breaks a table that is wider than the terminal into several, one below the other: each has the first column, and as many of the others as fit. Squeezed, they could not be read.</summary>
static class FittedTable
{
    /// <summary>A blank on either side of a column, where it does not say otherwise, and one between it and the next.</summary>
    static readonly Padding Usual = new(1, 0);

    /// <summary>Words of a cell may go on in its next line, if there is room for so many letters.</summary>
    const int WidestBroken = 24;

    /// <summary>The parts; the table itself where it fits.</summary>
    /// <param name="table">The table.</param>
    /// <param name="console">Where it goes.</param>
    public static IReadOnlyList<Table> Parts(Table table, IAnsiConsole console)
    {
        var options = RenderOptions.Create(console);
        int[] widths = [.. table.Columns.Select((column, index) => Width(column, table.Rows.Select(row => row.ElementAt(index)), options))];
        var others = Enumerable.Range(1, Math.Max(0, widths.Length - 1));
        var groups = Groups([.. others], widths, console.Profile.Width - 1 - widths[0]);
        return groups.Count <= 1 ? [table] : [.. groups.Select((group, part) => Part(table, [0, .. group], part == 0))];
    }

    /// <summary>Columns that fit beside each other, in their order; at least one each time.</summary>
    static List<List<int>> Groups(IReadOnlyList<int> columns, int[] widths, int room)
    {
        var (groups, left) = (new List<List<int>>(), 0);
        foreach (var column in columns)
        {
            if (groups.Count == 0 || left < widths[column])
            {
                groups.Add([]);
                left = room;
            }

            groups[^1].Add(column);
            left -= widths[column];
        }

        return groups;
    }

    static Table Part(Table table, int[] columns, bool isFirst)
    {
        var part = new Table { Border = table.Border, ShowHeaders = table.ShowHeaders, Title = isFirst ? table.Title : null };
        part.AddColumns([.. columns.Select(column => table.Columns[column])]);
        foreach (var row in table.Rows)
            part.AddRow(columns.Select(row.ElementAt));
        return part;
    }

    static int Width(TableColumn column, IEnumerable<IRenderable> cells, RenderOptions options)
    {
        var heading = column.Header.Measure(options, int.MaxValue);
        List<Measurement> all = [.. cells.Select(cell => cell.Measure(options, int.MaxValue)), new(heading.Min, column.NoWrap ? heading.Max : heading.Min)];
        var (least, most) = (all.Max(each => each.Min), all.Max(each => each.Max));
        var beside = (column.Padding ?? Usual).GetWidth() + 1;
        return beside + (column.NoWrap ? most : Math.Max(least, Math.Min(most, WidestBroken)));
    }
}
