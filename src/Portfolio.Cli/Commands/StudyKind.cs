using Portfolio.Cli.Rendering;
using Question = Portfolio.Contracts.V1.Study.QuestionOneofCase;

namespace Portfolio.Cli.Commands;

/// <summary>How one kind of study is told.</summary>
/// <param name="Doing">What it does, in a word for its progress, such as <c>comparing</c>.</param>
/// <param name="Print">Prints its answer; whether all of it, where that is long.</param>
sealed record StudyKind(string Doing, Action<AnsweredStudy, bool> Print)
{
    static readonly Dictionary<Question, StudyKind> Kinds = new()
    {
        [Question.Compare] = new("comparing", (answered, _) => new ComparisonTables(answered).Print(Page.Standard())),
        [Question.Explain] = new("explaining", (answered, _) => new ExplanationTables(answered).Print(Page.Standard(ExplanationTables.Width))),
        [Question.NextPound] = new("moving money", (answered, all) => new NextPoundTables(answered, answered.Study.NextPound.Outcome, all).Print(Page.Standard(NextPoundTables.Width))),
        [Question.Targets] = new("looking at targets", (answered, _) => new TargetTables(answered).Print(Page.Standard(TargetTables.Width))),
        [Question.RestsOn] = new("splitting", (answered, _) => new SourceTables(answered).Print(Page.Standard(SourceTables.Width))),
    };

    /// <summary>The kind of studies that ask a question.</summary>
    public static StudyKind Of(Question question) => Kinds[question];
}
