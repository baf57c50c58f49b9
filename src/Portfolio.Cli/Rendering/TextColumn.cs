using Spectre.Console;

namespace Portfolio.Cli.Rendering;

/// <summary>A column of a table, as markup, before it is known whether there is room for it.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Cells">Its cells, row by row.</param>
sealed record TextColumn(string Heading, IReadOnlyList<string> Cells)
{
    /// <summary>Letters that columns take side by side, each with a space before it and a border between it and the next.</summary>
    public static int WidthOf(IReadOnlyList<TextColumn> columns) => 1 + columns.Sum(column => 2 + column.Width);

    /// <summary>The column of a table: text on the left, numbers on the right.</summary>
    public TableColumn Made(bool isText)
    {
        var column = new TableColumn(Heading).NoWrap().PadRight(0);
        return isText ? column : column.RightAligned();
    }

    int Width => Cells.Append(Heading).SelectMany(text => Markup.Remove(text).Split('\n')).Max(line => line.Length);
}
