using Portfolio.Contracts.V1;
using Spectre.Console;

namespace Portfolio.Cli.Rendering;

/// <summary>A study and what it found, or found so far.</summary>
/// <param name="Portfolio">The portfolio's id, which also stands for the plain portfolio.</param>
/// <param name="Study">The study.</param>
/// <param name="Answer">What it found.</param>
sealed record AnsweredStudy(string Portfolio, Study Study, StudyAnswer Answer)
{
    /// <summary>Where it can be read again.</summary>
    public string Kept => $"Kept: {Study.Name}";

    /// <summary>What people call a scenario, as markup.</summary>
    /// <param name="id">Its id; empty for the plain portfolio.</param>
    public string NameOf(string id) => (id.Length == 0 ? Portfolio : id).EscapeMarkup();

    /// <summary>What was simulated.</summary>
    /// <param name="of">Of what each so many replications, such as "a scenario"; nothing where scenarios were not simulated alone.</param>
    public string Head(string of = "") => Phrases.Head(Portfolio, Answer.Replications, of, Study.Seed, Study.Point);

    /// <summary>Writes the summary, what net present value leaves out, and where the answer is kept.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="tellsNpv">Whether the tables hold net present value.</param>
    public void PrintEnd(Page page, bool tellsNpv = true)
    {
        page.Line();
        foreach (var sentence in Answer.Summary)
            page.Line(sentence.Text);
        if (Answer.Summary.Count > 0)
            page.Line();
        if (tellsNpv)
            page.Line(Phrases.Gross);
        page.Line(Kept);
    }
}
