using Portfolio.Cli.Rendering;
using Portfolio.Contracts.V1;
using Spectre.Console;

namespace Portfolio.Cli.Rehearsing;

/// <summary>The programme at the top of the table: its money, its leader, its framework and its levers.</summary>
static class ProgrammeLines
{
    const int BarWidth = 16;

    static readonly string[] Levers = [.. Enum.GetValues<LeverKind>().Where(kind => kind != LeverKind.Unspecified).Select(kind => kind.ToString().ToLowerInvariant())];

    /// <summary>Two lines, as markup.</summary>
    /// <param name="month">The month; null before the first.</param>
    /// <param name="width">Letters that a line has.</param>
    public static IEnumerable<string> Of(RehearsedMonth? month, int width) => month is { Programme: { } programme }
        ? [Money(programme, width), Standing(programme, month.Npv, width)]
        : [$"[grey]{Cell.Left("nothing has happened yet: space lives through the first month", width)}[/]", ""];

    /// <summary>How much of what was needed was paid, and out of what.</summary>
    static string Money(RehearsedProgramme programme, int width)
    {
        var share = programme.Need > 0 ? programme.Received / programme.Need : 1;
        var text = $"paid {Figures.Percent(share)}: £{Figures.Millions(programme.Received)} m of £{Figures.Millions(programme.Need)} m needed; "
            + $"£{Figures.Millions(programme.Budget)} m came in, £{Figures.Millions(programme.Carried)} m carried"
            + (programme.Lost > 0 ? $", £{Figures.Millions(programme.Lost)} m lost" : "");
        return $"{Cell.Bar(share, BarWidth, share < 0.7 ? "red" : share < 0.95 ? "yellow" : "green")} {Cell.Left(text, width - BarWidth - 1)}";
    }

    static string Standing(RehearsedProgramme programme, double npv, int width)
    {
        var leader = programme.Post.Occupied ? $"leader {Figures.Months((int)programme.Post.MonthsInPost)} in post" : "no leader";
        var levers = string.Join(" ", Levers.Zip(programme.Levers, (name, stock) => $"{name} {Figures.Share(stock)}"));
        var text = Cell.Left($"{leader} · framework {Figures.Share(programme.Framework)} · {levers} · NPV £{Figures.Millions(npv)} m", width);
        return programme.Post.Occupied ? text : $"[yellow]{text}[/]";
    }
}
