using Portfolio.Cli.Rendering;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Rehearsing;

/// <summary>The initiatives of a month, a row each: stage, leader, money, sites. Columns that have no room are left out, the least important first.</summary>
/// <param name="width">Letters that a row has.</param>
sealed class InitiativeRows(int width)
{
    const int LongestName = 38;

    static readonly Column[] All =
    [
        new("stage", 16, 9, IsText: true, StageOf),
        new("live", 7, 8, IsText: false, initiative => Figures.Count(initiative.Live)),
        new("leader", 8, 7, IsText: false, LeaderOf),
        new("funded", 7, 6, IsText: false, initiative => initiative.Need > 0 ? Figures.Percent(initiative.Funded) : "–"),
        new("coming", 7, 5, IsText: false, initiative => Figures.Count(initiative.Contracting.Sum() + initiative.Implementing)),
        new("of", 7, 4, IsText: false, initiative => Figures.Count(initiative.Eligible)),
        new("£k", 8, 3, IsText: false, initiative => Figures.Count(initiative.Received / 1e3)),
        new("stability", 10, 2, IsText: false, initiative => Figures.Share(initiative.Stability)),
        new("evidence", 9, 1, IsText: false, initiative => Figures.Share(initiative.Evidence)),
        new("left", 7, 0, IsText: false, initiative => Figures.Count(initiative.Abandoned)),
    ];

    readonly Column[] columns = [.. All.Where(column => All.Where(other => other.Rank >= column.Rank).Sum(other => other.Width) <= width - Math.Min(LongestName, width / 3))];

    int NameWidth => width - columns.Sum(column => column.Width) - 2;

    /// <summary>What stands above the rows, as markup.</summary>
    public string Head() => $"[grey]  {Cell.Left("initiative", NameWidth - 1)} {string.Concat(columns.Select(column => column.Of(column.Title)))}[/]";

    /// <summary>A row, as markup.</summary>
    /// <param name="initiative">The initiative.</param>
    /// <param name="hasNews">Whether something happened to it in the month.</param>
    public string Row(RehearsedInitiative initiative, bool hasNews)
    {
        var text = Cell.Left(initiative.Id, NameWidth - 1) + " " + string.Concat(columns.Select(column => column.Of(column.Value(initiative))));
        return (hasNews ? "[yellow]●[/] " : "  ") + (ColourOf(initiative) is { } colour ? $"[{colour}]{text}[/]" : text);
    }

    static string? ColourOf(RehearsedInitiative initiative) => initiative switch
    {
        { Started: false } or { Stage: Stage.Stopped } => "grey",
        { StarvedMonths: > 0 } => "red",
        { Stage: Stage.Adoption } => "green",
        _ => null,
    };

    static string StageOf(RehearsedInitiative initiative) => initiative switch
    {
        { Started: false } => "not yet",
        { Stage: Stage.Stopped } => initiative.StopReason switch
        {
            StopReason.FailedGate => "failed its gate",
            StopReason.Unfunded => "unfunded",
            _ => "cancelled",
        },
        { Stage: Stage.Adoption } => initiative.SupportOver ? "adoption, alone" : "adoption",
        _ => $"{initiative.Stage.ToString().ToLowerInvariant()} {Figures.Percent(initiative.Progress)}",
    };

    static string LeaderOf(RehearsedInitiative initiative) => initiative is { Started: false } or { Stage: Stage.Stopped }
        ? "–"
        : initiative.Post.Occupied ? $"{Figures.Count(initiative.Post.MonthsInPost)} mo" : "vacant";

    /// <summary>A column.</summary>
    /// <param name="Title">What stands above it.</param>
    /// <param name="Width">Letters.</param>
    /// <param name="Rank">How important it is.</param>
    /// <param name="IsText">Read from the left.</param>
    /// <param name="Value">What it says.</param>
    sealed record Column(string Title, int Width, int Rank, bool IsText, Func<RehearsedInitiative, string> Value)
    {
        public string Of(string text) => IsText ? Cell.Left(text, Width - 1) + " " : Cell.Right(text, Width);
    }
}
