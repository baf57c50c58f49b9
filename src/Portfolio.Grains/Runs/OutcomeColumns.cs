using Portfolio.Model;
using Portfolio.Model.Outcomes;

namespace Portfolio.Grains.Runs;

/// <summary>What the columns of a run's outcomes are called.</summary>
static class OutcomeColumns
{
    /// <summary>Whether a target was met.</summary>
    public const string Met = "met";

    /// <summary>When a target was reached.</summary>
    public const string Reached = "reached";

    /// <summary>Names of a subject's outcomes, in their order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetNames<Outcome>().Select(name => char.ToLowerInvariant(name[0]) + name[1..])];

    /// <summary>Name of what a target is about.</summary>
    public static string Target(PortfolioModel model, int index) => $"targets/{model.Targets[index].Id}";

    /// <summary>Subject and outcome of each column of a table.</summary>
    public static IReadOnlyList<(string Subject, string Outcome)> Of(PortfolioModel model) =>
    [
        .. new Subjects(model).Names.SelectMany(subject => Names.Select(outcome => (subject, outcome))),
        .. model.Targets.Select((_, target) => (Target(model, target), Met)),
        .. model.Targets.Select((_, target) => (Target(model, target), Reached)),
    ];
}
