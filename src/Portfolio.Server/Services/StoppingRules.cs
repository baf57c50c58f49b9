using System.Globalization;
using Portfolio.Analysis.Stopping;
using Portfolio.Contracts.V1;
using Portfolio.Model;

namespace Portfolio.Server.Services;

/// <summary>Checks what a request says of a stopping rule, and fills in what it leaves open.</summary>
static class StoppingRules
{
    const string Portfolio = "portfolio";
    const int DefaultReplications = 100_000;
    const int MostReplications = 1_000_000;
    const int MostPrecisions = 100;
    const int MostDays = 31;
    const double LeastWrong = 1e-6;
    const double MostWrong = 0.5;

    /// <summary>Completes a run's rule, where it has one.</summary>
    public static void Complete(Run run)
    {
        if (run.Until is not { } rule)
            return;
        Refusals.InvalidBy(
        [
            () => Require(rule.Ranked is null, "run.until.ranked", "is for comparisons of several scenarios, which are studies; allowed: within and deadline"),
            () => run.Replications = Most(rule, run.Replications, "run"),
            () => Require(rule.Within.Count > 0 || rule.Deadline is not null || rule.Ranked is not null, "run.until", "wants nothing; allowed: within, deadline or both"),
            () => Require(rule.Within.Count <= MostPrecisions, "run.until.within", $"{rule.Within.Count} are too many; allowed: {MostPrecisions}"),
            .. rule.Within.Take(MostPrecisions).Select((each, i) => (Action)(() => Complete(each, string.Create(CultureInfo.InvariantCulture, $"run.until.within[{i}]")))),
        ]);
    }

    /// <summary>Refuses a run's rule that names what is not simulated.</summary>
    public static void Check(Run run, PortfolioModel model)
    {
        try
        {
            if (run.Until is not null)
                PrecisionRule.Of(run.Until, model);
        }
        catch (StoppingRuleException exception)
        {
            throw Refusals.Invalid($"run.until.{exception.Path}", exception.Reason);
        }
    }

    /// <summary>Completes a study's rule, where it has one.</summary>
    public static void Complete(Study study)
    {
        if (study.Until is not { } rule)
            return;
        if (rule.Within.Count > 0)
            throw Refusals.Invalid("study.until.within", "is for runs of one scenario; allowed: ranked and deadline");
        study.Replications = Most(rule, study.Replications, "study");
        if (rule.Ranked is null && rule.Deadline is null)
            throw Refusals.Invalid("study.until", "wants nothing; allowed: ranked, deadline or both");
        if (rule.Ranked is { } ranking)
            Complete(ranking, study.QuestionCase);
    }

    static int Most(StoppingRule rule, int replications, string of)
    {
        if (replications != 0)
            throw Refusals.Invalid($"{of}.replications", $"{replications} is not allowed beside until, whose max_replications says the most");
        if (rule.MaxReplications is < 0 or > MostReplications)
            throw Refusals.Invalid($"{of}.until.max_replications", $"{rule.MaxReplications} is not allowed; allowed: 1 to {MostReplications}, or 0 for {DefaultReplications}");
        if (rule.Deadline is { } deadline && (deadline.ToTimeSpan() <= TimeSpan.Zero || deadline.ToTimeSpan() > TimeSpan.FromDays(MostDays)))
            throw Refusals.Invalid($"{of}.until.deadline", $"{deadline} is not allowed; allowed: above 0 and at most {MostDays} days");
        rule.MaxReplications = rule.MaxReplications == 0 ? DefaultReplications : rule.MaxReplications;
        return rule.MaxReplications;
    }

    static void Complete(Precision precision, string path)
    {
        precision.Subject = precision.Subject.Length == 0 ? Portfolio : precision.Subject;
        if (precision.HasQuantile && precision.Quantile is not (> 0 and < 1))
            throw Invalid($"{path}.quantile", precision.Quantile, "above 0 and below 1");
        if (precision.HalfWidthCase == Precision.HalfWidthOneofCase.None)
            throw Refusals.Invalid($"{path}.half_width", "is required; allowed: absolute or relative");
        if (precision.HasAbsolute && !(precision.Absolute > 0 && double.IsFinite(precision.Absolute)))
            throw Invalid($"{path}.absolute", precision.Absolute, "numbers above 0");
        if (precision.HasRelative && !(precision.Relative > 0 && double.IsFinite(precision.Relative)))
            throw Invalid($"{path}.relative", precision.Relative, "numbers above 0, such as 0.02 for 2 %");
    }

    static void Complete(SureRanking ranking, Study.QuestionOneofCase question)
    {
        if (question != Study.QuestionOneofCase.Compare)
            throw Refusals.Invalid("study.until.ranked", "is for comparisons; allowed: deadline");
        ranking.Subject = ranking.Subject.Length == 0 ? Portfolio : ranking.Subject;
        if (ranking.WrongBelow is not (>= LeastWrong and <= MostWrong))
            throw Invalid("study.until.ranked.wrong_below", ranking.WrongBelow, string.Create(CultureInfo.InvariantCulture, $"{LeastWrong:0.######} to {MostWrong}"));
    }

    static void Require(bool holds, string field, string otherwise)
    {
        if (!holds)
            throw Refusals.Invalid(field, otherwise);
    }

    static Exception Invalid(string field, double value, string allowed) =>
        Refusals.Invalid(field, string.Create(CultureInfo.InvariantCulture, $"{value} is not allowed; allowed: {allowed}"));
}
