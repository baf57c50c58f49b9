using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Applying;

/// <summary>What is to be done with one resource.</summary>
enum StepKind
{
    /// <summary>Nothing: the server holds what the files say.</summary>
    Keep,

    /// <summary>Nothing, though the files do not have it.</summary>
    Spare,

    /// <summary>It is made.</summary>
    Create,

    /// <summary>Its definition changes.</summary>
    Change,

    /// <summary>It says the same in another text.</summary>
    Reword,

    /// <summary>It was deleted, and comes back.</summary>
    Undelete,

    /// <summary>It is deleted.</summary>
    Delete,
}

/// <summary>What is to be done with one resource, and why.</summary>
/// <param name="Kind">What is to be done.</param>
/// <param name="Scenario">Id of the scenario; null for the portfolio itself.</param>
/// <param name="Revision">Its newest revision; 0 where there is none.</param>
/// <param name="Etag">The state that the plan rests on.</param>
/// <param name="Differences">What differs, from what the server holds to what the files say.</param>
sealed record PlannedStep(StepKind Kind, string? Scenario, long Revision, string Etag, IReadOnlyList<FieldDifference> Differences)
{
    /// <summary>Whether anything is done.</summary>
    public bool IsChange => Kind is not (StepKind.Keep or StepKind.Spare);

    /// <summary>What the definition's document is called in problems and positions.</summary>
    public string Document => Scenario is null ? "portfolio" : $"scenarios/{Scenario}";
}
