using Spectre.Console;

namespace Portfolio.Cli.Rehearsing;

/// <summary>Pieces of a line whose width is known, as markup.</summary>
static class Cell
{
    /// <summary>A text from the left, cut where it is too long.</summary>
    public static string Left(string text, int width) => Cut(text, width).PadRight(width).EscapeMarkup();

    /// <summary>A text from the right, cut where it is too long.</summary>
    public static string Right(string text, int width) => Cut(text, width).PadLeft(width).EscapeMarkup();

    /// <summary>A bar that is filled so far.</summary>
    /// <param name="share">How far, 0–1; more fills it whole.</param>
    /// <param name="width">Letters.</param>
    /// <param name="colour">Its colour.</param>
    public static string Bar(double share, int width, string colour)
    {
        var filled = (int)Math.Round(Math.Clamp(double.IsFinite(share) ? share : 0, 0, 1) * width);
        return $"[{colour}]{new string('█', filled)}[/][grey]{new string('░', width - filled)}[/]";
    }

    /// <summary>A text no longer than a width.</summary>
    public static string Cut(string text, int width) => text.Length <= width ? text : string.Concat(text.AsSpan(0, Math.Max(0, width - 1)), "…");
}
