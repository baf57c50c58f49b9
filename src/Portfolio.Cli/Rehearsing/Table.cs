using Portfolio.Contracts.V1;
using Portfolio.Model;
using Content = Portfolio.Contracts.V1.RehearsalFrame.ContentOneofCase;

namespace Portfolio.Cli.Rehearsing;

/// <summary>What lies on the table: the future so far, as the frames of a rehearsal tell it.</summary>
/// <param name="rehearsal">The rehearsal.</param>
sealed class Table(Rehearsal rehearsal)
{
    readonly List<RehearsedMonth> months = [];
    readonly List<string> told = [];

    /// <summary>The rehearsal, as it was when the table was joined.</summary>
    public Rehearsal Rehearsal => rehearsal;

    /// <summary>Its first month.</summary>
    public Month Start { get; } = Month.Parse(rehearsal.Start);

    /// <summary>The months lived through.</summary>
    public IReadOnlyList<RehearsedMonth> Months => months;

    /// <summary>The month that comes next.</summary>
    public Month Next => Start + months.Count;

    /// <summary>Whether none comes.</summary>
    public bool IsOver => months.Count == rehearsal.Months;

    /// <summary>What happened, and what people did, a line each.</summary>
    public IReadOnlyList<string> Told => told;

    /// <summary>Months a second; 0 while it stands.</summary>
    public double Pace { get; private set; }

    /// <summary>Whether the rehearsal was deleted.</summary>
    public bool IsDeleted { get; private set; }

    /// <summary>Position of the last frame.</summary>
    public long Sequence { get; private set; }

    /// <summary>Takes the next frame.</summary>
    /// <returns>What it says, a line each.</returns>
    public IReadOnlyList<string> Take(RehearsalFrame frame)
    {
        Sequence = frame.Sequence;
        IReadOnlyList<string> lines = frame.ContentCase switch
        {
            Content.Month => Live(frame.Month),
            Content.WentBack => GoBack(frame.WentBack),
            Content.Intervention => [$"{Next}  {By(frame.Intervention.Author)}: {EventSentence.Of(frame.Intervention.Event)}"],
            Content.Annotation => [$"{Start + frame.Annotation.Month}  {By(frame.Annotation.Author)}: “{frame.Annotation.Text}”"],
            Content.Deleted => Delete(),
            _ => ChangePace(frame.Pace),
        };
        told.AddRange(lines);
        return lines;
    }

    List<string> Live(RehearsedMonth month)
    {
        months.RemoveRange(month.Month, months.Count - month.Month);
        months.Add(month);
        return [.. month.Happenings.Select(happening => $"{month.CalendarMonth}  {happening.Text}")];
    }

    List<string> GoBack(WentBack back)
    {
        months.RemoveRange(back.Month, months.Count - back.Month);
        var undone = back.UndoneInterventions.Count;
        return [$"{Next}  {By(back.Author)}: back here{(undone > 0 ? $"; {undone} intervention{(undone == 1 ? "" : "s")} taken back" : "")}"];
    }

    List<string> ChangePace(PaceChange? pace)
    {
        Pace = pace?.MonthsPerSecond ?? Pace;
        return [];
    }

    List<string> Delete()
    {
        IsDeleted = true;
        return ["the rehearsal was deleted"];
    }

    static string By(string author) => author.Length > 0 ? author : "somebody";
}
