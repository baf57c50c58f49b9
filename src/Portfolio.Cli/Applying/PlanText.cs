using Portfolio.Contracts.V1;
using Portfolio.Definitions;

namespace Portfolio.Cli.Applying;

/// <summary>A plan as people read it: a line for each resource, and one for each path that changes, with the file and line that say so.</summary>
/// <param name="files">What the files say.</param>
/// <param name="places">Where in the files everything stands.</param>
sealed class PlanText(DefinitionSet files, Problems places)
{
    const int LongestValue = 120;
    const string Nothing = "(nothing)";
    const string Order = " (order)";

    /// <summary>The lines.</summary>
    public IEnumerable<string> Lines(IReadOnlyList<PlannedStep> steps) => [.. steps.SelectMany(Lines), "", Sum(steps)];

    /// <summary>What a step is about.</summary>
    public string NameOf(PlannedStep step) => step.Scenario is null ? $"portfolio {files.Portfolio.Id}" : $"scenario {step.Scenario}";

    /// <summary>A difference on one line.</summary>
    public static string Line(FieldDifference difference) => $"{difference.Path}: {Short(difference.Before)} → {Short(difference.After)}";

    IEnumerable<string> Lines(PlannedStep step) =>
        [$"{NameOf(step)}: {What(step)}", .. step.Differences.Select(each => $"  {Place(step, each)}{Line(each)}")];

    string What(PlannedStep step) => step.Kind switch
    {
        StepKind.Create => step.Scenario is null ? $"new, with {Count(files.Portfolio.Initiatives.Count, "initiative")}" : "new",
        StepKind.Change => $"changed from revision {step.Revision}",
        StepKind.Reword => $"only its text changed from revision {step.Revision} (comments, order or layout)",
        StepKind.Undelete => $"back; it is deleted since revision {step.Revision}",
        StepKind.Delete => $"deleted, revision {step.Revision} was its last",
        StepKind.Spare => "only on the server; --delete deletes it",
        _ => $"unchanged, revision {step.Revision}",
    };

    string Place(PlannedStep step, FieldDifference difference) =>
        places.PositionOf(step.Document, difference.Path.Replace(Order, "", StringComparison.Ordinal)) is { } position ? $"{position}: " : "";

    static string Sum(IReadOnlyList<PlannedStep> steps)
    {
        var changes = steps.Count(step => step.IsChange);
        return changes == 0 ? "Nothing to change." : $"{Count(changes, "change")}, {steps.Count - changes} unchanged.";
    }

    static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";

    static string Short(string text) => text.Length == 0 ? Nothing : text.Length > LongestValue ? text[..LongestValue] + "…" : text;
}
