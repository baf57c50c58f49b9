using Portfolio.Contracts.V1;
using Portfolio.Model;

namespace Portfolio.Cli.Rehearsing;

/// <summary>What somebody at the table of a rehearsal wants, typed or written in a script.</summary>
abstract record TableCommand
{
    /// <summary>Live through some months.</summary>
    public sealed record Step(int Months) : TableCommand;

    /// <summary>Live through months until a moment comes next; null for the end.</summary>
    public sealed record To(Moment? Moment) : TableCommand;

    /// <summary>Live through month after month at a speed, in months a second.</summary>
    public sealed record Play(double Speed) : TableCommand;

    /// <summary>Stand.</summary>
    public sealed record Pause : TableCommand;

    /// <summary>Go back to a moment, and let what was done since happen again or not.</summary>
    public sealed record Back(Moment Moment, bool Keep) : TableCommand;

    /// <summary>Make an event happen.</summary>
    public sealed record Intervene(Event Event) : TableCommand;

    /// <summary>Note something.</summary>
    public sealed record Note(string Text) : TableCommand;

    /// <summary>Make another rehearsal with the same past, and go on there; null for all of the past.</summary>
    public sealed record Branch(Moment? Moment) : TableCommand;

    /// <summary>Simulate what may follow from a moment; null for now.</summary>
    public sealed record Odds(Moment? Moment, int Replications) : TableCommand;

    /// <summary>Keep what was done as a scenario.</summary>
    public sealed record Save(string Scenario, string Description) : TableCommand;

    /// <summary>Run what was done, as it was saved last, and other scenarios, and compare them.</summary>
    public sealed record Compare(IReadOnlyList<string> Scenarios, int Replications) : TableCommand;

    /// <summary>Say what can be done.</summary>
    public sealed record Help : TableCommand;

    /// <summary>Leave the table.</summary>
    public sealed record Leave : TableCommand;
}

/// <summary>A moment of a rehearsal: before a month of the calendar, or after so many months.</summary>
/// <param name="Month">The month; null where it is counted.</param>
/// <param name="Count">Months lived through.</param>
readonly record struct Moment(Month? Month, int Count)
{
    /// <summary>Months lived through at the moment.</summary>
    /// <param name="start">The rehearsal's first month.</param>
    public int After(Month start) => Month is { } month ? month - start : Count;

    /// <summary>As it was given.</summary>
    public override string ToString() => Month?.ToString() ?? $"month {Count}";
}
