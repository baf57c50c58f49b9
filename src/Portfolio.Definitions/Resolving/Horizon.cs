using Portfolio.Model;

namespace Portfolio.Definitions.Resolving;

/// <summary>The months a portfolio simulates.</summary>
/// <param name="Start">The first.</param>
/// <param name="Months">How many.</param>
sealed record Horizon(Month Start, int Months)
{
    static readonly Horizon Widest = new(Month.Of(1, 1), 12 * 9999);

    /// <summary>A portfolio's; where it names none (a problem of its own) the widest there is, so that no month is refused for it.</summary>
    public static Horizon Of(PortfolioDefinition portfolio) =>
        Month.TryParse(portfolio.Start, out var start) && portfolio.Months is { } months ? new Horizon(start, (int)months.Value) : Widest;

    /// <summary>Whether a month is simulated.</summary>
    public bool Contains(Month month) => month - Start >= 0 && month - Start < Months;

    /// <summary>The first month and the last.</summary>
    public override string ToString() => $"{Start} to {Start + (Months - 1)}";
}
