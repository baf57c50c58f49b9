using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Spectre.Console.Rendering;
using Question = Portfolio.Contracts.V1.Study.QuestionOneofCase;

namespace Portfolio.Cli.Commands;

/// <summary>What a command asks a study.</summary>
/// <param name="Question">Which question.</param>
/// <param name="Set">The definitions.</param>
/// <param name="Scenarios">Scenarios that it is about; null stands for the plain portfolio.</param>
/// <param name="Fill">Fills in the question, given the resource name of each scenario.</param>
sealed record AskedQuestion(Question Question, DefinitionSet Set, IReadOnlyList<string?> Scenarios, Action<Study, IReadOnlyList<string>> Fill)
{
    /// <summary>Whether the cost is told before the study starts: its portfolios are more than the scenarios that were named.</summary>
    public bool TellsCost { get; init; } = true;

    /// <summary>Whether all of the answer is printed, where that is long.</summary>
    public bool All { get; init; }

    /// <summary>What a terminal shows of an answer so far; without it, progress alone.</summary>
    public Func<Study, StudyAnswer, IRenderable>? SoFar { get; init; }
}
