using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Portfolio.Contracts.V1;
using Question = Portfolio.Contracts.V1.Study.QuestionOneofCase;

namespace Portfolio.Server.Services;

/// <summary>A scenario that a question names.</summary>
/// <param name="Field">Path of the field that names it.</param>
/// <param name="Name">Its resource name; empty for the plain portfolio.</param>
readonly record struct NamedScenario(string Field, string Name);

/// <summary>Checks what a request says of a study by itself, and fills in what it leaves open.</summary>
static class StudyQuestion
{
    const int DefaultReplications = 2000;
    const int MostReplications = 1_000_000;
    const int MostScenarios = 100;

    /// <summary>Checks a study and fills in what it leaves open.</summary>
    public static void Complete(Study study)
    {
        ResourceName.RequirePortfolio(study.Portfolio, "study.portfolio");
        StoppingRules.Complete(study);
        if (study.Replications is < 0 or > MostReplications)
            throw Refusals.Invalid("study.replications", $"{study.Replications} is not allowed; allowed: 1 to {MostReplications}, or 0 for {DefaultReplications}");
        Check(study);
        foreach (var (field, name) in Scenarios(study))
        {
            if (name.Length > 0 && ResourceName.ParentOf(ResourceName.RequireScenario(name, field)) != study.Portfolio)
                throw Refusals.Invalid(field, $"{name} is not a scenario of {study.Portfolio}");
        }

        RefuseTwice(study);
        study.Replications = study.Replications == 0 ? DefaultReplications : study.Replications;
        (study.ReplicationsDone, study.StoppingReason) = (0, StoppingReason.Unspecified);
        study.Name = "";
        (study.Error, study.CreateTime, study.EndTime, study.Cost) = (null, null, null, null);
    }

    /// <summary>The question itself.</summary>
    public static IMessage Of(Study study) => (IMessage)Field(study).Accessor.GetValue(study);

    /// <summary>The field that holds the question.</summary>
    public static FieldDescriptor Field(Study study) => Study.Descriptor.FindFieldByNumber((int)study.QuestionCase);

    /// <summary>The scenarios it names, in the order of its plans. A counterfactual comes last, where it is not among the others.</summary>
    public static IReadOnlyList<NamedScenario> Scenarios(Study study) => study.QuestionCase switch
    {
        Question.Compare when NeedsCounterfactual(study.Compare) => [.. List(study.Compare.Scenarios, "compare"), new("study.compare.counterfactual", study.Compare.Counterfactual)],
        Question.Compare => List(study.Compare.Scenarios, "compare"),
        Question.Explain => [new("study.explain.from", study.Explain.From), new("study.explain.to", study.Explain.To)],
        Question.NextPound => [new("study.next_pound.scenario", study.NextPound.Scenario)],
        Question.Targets => List(study.Targets.Scenarios, "targets"),
        Question.RestsOn => [new("study.rests_on.scenario", study.RestsOn.Scenario)],
        _ => [],
    };

    /// <summary>A comparison that names no counterfactual has the portfolio's, if that names one.</summary>
    public static void NameCounterfactual(Study study, string ofPortfolio)
    {
        if (study.QuestionCase == Question.Compare && study.Compare.Counterfactual.Length == 0 && ofPortfolio.Length > 0)
            study.Compare.Counterfactual = $"{study.Portfolio}/scenarios/{ofPortfolio}";
    }

    static bool NeedsCounterfactual(CompareQuestion question) =>
        question.Counterfactual.Length > 0 && !question.Scenarios.Contains(question.Counterfactual);

    static NamedScenario[] List(IEnumerable<string> names, string question) =>
        [.. names.Select((name, i) => new NamedScenario(string.Create(CultureInfo.InvariantCulture, $"study.{question}.scenarios[{i}]"), name))];

    static void Check(Study study)
    {
        switch (study.QuestionCase)
        {
            case Question.Compare:
                CheckCount(study.Compare.Scenarios.Count, "compare", 2);
                break;
            case Question.Explain:
                if (study.Explain.From == study.Explain.To)
                    throw Refusals.Invalid("study.explain.to", "is the scenario from which the changes start; allowed: another one");
                break;
            case Question.NextPound:
                Complete(study.NextPound);
                break;
            case Question.Targets:
                CheckCount(study.Targets.Scenarios.Count, "targets", 1);
                study.Targets.Probability = study.Targets.Probability == 0 ? 0.8 : study.Targets.Probability;
                if (study.Targets.Probability is not (> 0 and < 1))
                    throw Invalid("study.targets.probability", study.Targets.Probability, "above 0 and below 1, or 0 for 0.8");
                break;
            case Question.RestsOn:
                break;
            default:
                throw Refusals.Invalid("study.question", "is required; allowed: compare, explain, next_pound, targets, rests_on");
        }
    }

    static void Complete(NextPoundQuestion question)
    {
        const int mostMonths = 600;
        question.Amount = question.Amount == 0 ? 1e6 : question.Amount;
        question.Months = question.Months == 0 ? 12 : question.Months;
        if (question.Amount is not (> 0 and <= 1e12))
            throw Invalid("study.next_pound.amount", question.Amount, "above 0 and at most 1e12 pounds, or 0 for a million");
        if (question.Months is < 1 or > mostMonths)
            throw Invalid("study.next_pound.months", question.Months, $"1 to {mostMonths}, or 0 for 12");
        if (question.Total is not (>= 0 and <= 1e12))
            throw Invalid("study.next_pound.total", question.Total, "0 to 1e12 pounds");
    }

    static void CheckCount(int count, string question, int fewest)
    {
        if (count < fewest || count > MostScenarios)
            throw Refusals.Invalid($"study.{question}.scenarios", $"{count} scenarios are not allowed; allowed: {fewest} to {MostScenarios}");
    }

    static void RefuseTwice(Study study)
    {
        var seen = new HashSet<string>();
        foreach (var (field, name) in Scenarios(study))
        {
            if (!seen.Add(name))
                throw Refusals.Invalid(field, $"{(name.Length == 0 ? "the plain portfolio" : name)} is named twice");
        }
    }

    static Exception Invalid(string field, double value, string allowed) =>
        Refusals.Invalid(field, string.Create(CultureInfo.InvariantCulture, $"{value} is not allowed; allowed: {allowed}"));
}
