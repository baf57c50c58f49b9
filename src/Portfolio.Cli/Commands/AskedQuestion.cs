using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Spectre.Console.Rendering;

namespace Portfolio.Cli.Commands;

/// <summary>What a command asks a study.</summary>
/// <param name="Doing">What the study does, in a word for its progress, such as <c>comparing</c>.</param>
/// <param name="Set">The definitions.</param>
/// <param name="Scenarios">Scenarios that it is about; null stands for the plain portfolio.</param>
/// <param name="Fill">Fills in the question, given the resource name of each scenario.</param>
/// <param name="Print">Prints the answer.</param>
sealed record AskedQuestion(
    string Doing,
    DefinitionSet Set,
    IReadOnlyList<string?> Scenarios,
    Action<Study, IReadOnlyList<string>> Fill,
    Action<Study, StudyAnswer> Print)
{
    /// <summary>Whether the cost is told before the study starts: its portfolios are more than the scenarios that were named.</summary>
    public bool TellsCost { get; init; } = true;

    /// <summary>What a terminal shows of an answer so far; without it, progress alone.</summary>
    public Func<Study, StudyAnswer, IRenderable>? SoFar { get; init; }
}
