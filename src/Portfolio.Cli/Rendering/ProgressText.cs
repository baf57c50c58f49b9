using Portfolio.Contracts.V1;
using Spectre.Console;

namespace Portfolio.Cli.Rendering;

/// <summary>How far something is, on one line.</summary>
static class ProgressText
{
    const int BarWidth = 24;
    const int Steps = 10;

    /// <summary>A bar, replications done of those wanted, speed and time left, as markup.</summary>
    public static string Bar(string name, StudyProgress? progress)
    {
        if (progress is null)
            return $"{name.EscapeMarkup(),-24} [grey]waiting[/]";
        return $"{Bar(name, progress.ReplicationsDone, progress.Replications)} {Plain(progress)}";
    }

    /// <summary>A name and a bar, as markup.</summary>
    public static string Bar(string name, int done, int wanted)
    {
        var filled = BarWidth * done / Math.Max(1, wanted);
        return $"{name.EscapeMarkup(),-24} [green]{new string('━', filled)}[/][grey]{new string('━', BarWidth - filled)}[/]";
    }

    /// <summary>The same without a bar, for logs and pipes.</summary>
    public static string Plain(StudyProgress progress)
    {
        var left = progress.TimeLeft?.ToTimeSpan() ?? TimeSpan.Zero;
        return $"{Figures.Count(progress.ReplicationsDone)} of {Figures.Count(progress.Replications)} replications, "
            + $"{Figures.Count(progress.ReplicationsPerSecond)}/s, {left.TotalSeconds:0} s left";
    }

    /// <summary>What a study costs: "16 portfolios × 2,000 replications, about 12 s".</summary>
    public static string Cost(StudyCost cost, int replications)
    {
        var time = cost.ExpectedTime is { } expected ? $", {Duration(expected.ToTimeSpan())}" : "";
        return $"{Figures.Count(cost.Cases)} {(cost.Cases == 1 ? "portfolio" : "portfolios")} × {Figures.Count(replications)} replications{time}";
    }

    /// <summary>What a run costs: "2,000 replications, about 12 s, 3.4 MB in the store, 80.2 MB of memory".</summary>
    public static string Cost(RunCost cost) =>
        $"{Replications(cost)}, {Duration(cost.ExpectedTime.ToTimeSpan())}, {Figures.Bytes(cost.StoredBytes)} in the store, {Figures.Bytes(cost.MemoryBytes)} of memory";

    static string Replications(RunCost cost) => cost.HasExpectedReplications
        ? $"{Figures.Count(cost.Replications)} replications at most, probably {Figures.Count(cost.ExpectedReplications)}; all of them"
        : $"{Figures.Count(cost.Replications)} replications";

    static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => "less than 1 s",
        { TotalSeconds: < 90 } => $"about {time.TotalSeconds:0} s",
        { TotalMinutes: < 90 } => $"about {time.TotalMinutes:0} min",
        _ => $"about {time.TotalHours:0} h",
    };

    /// <summary>Tenths of the way, which are often enough for a log.</summary>
    public static int Tenths(int done, int wanted) => Steps * done / Math.Max(1, wanted);
}
