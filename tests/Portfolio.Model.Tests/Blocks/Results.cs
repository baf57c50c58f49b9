using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;
using Portfolio.Model.Statistics;

namespace Portfolio.Model.Tests.Blocks;

/// <summary>What ranges of replications came to, compared to the last bit.</summary>
static class Results
{
    static readonly Series[] All = Enum.GetValues<Series>();

    static readonly Outcome[] Outcomes = Enum.GetValues<Outcome>();

    /// <summary>Empty statistics of some series, or of all.</summary>
    public static SeriesStatistics Statistics(PortfolioModel model, IReadOnlyList<Series>? series = null) =>
        SeriesStatistics.Of(model, series ?? All);

    /// <summary>Where a result first differs from the one expected; null where it does not.</summary>
    public static string? Difference(string what, PortfolioModel model, RangeResult expected, RangeResult actual)
    {
        var names = new Subjects(model).Names;
        for (var subject = 0; subject < names.Count; subject++)
        {
            if (Difference((expected, subject), (actual, subject)) is { } difference)
                return $"{what}: {names[subject]}: {difference}";
        }

        for (var target = 0; target < model.Targets.Count; target++)
        {
            if (Difference(expected.Outcomes.Target(target), actual.Outcomes.Target(target)) is { } difference)
                return $"{what}: target {target} {difference}";
            if (Difference(expected.Outcomes.TargetReached(target), actual.Outcomes.TargetReached(target)) is { } months)
                return $"{what}: months to target {target} {months}";
        }

        return null;
    }

    /// <summary>Where two results first differ in what they say of one subject, which may stand at another place in each; null where they do not.</summary>
    public static string? Difference((RangeResult Result, int Subject) expected, (RangeResult Result, int Subject) actual) =>
        DifferenceOfStatistics((expected.Result.Statistics, expected.Subject), (actual.Result.Statistics, actual.Subject))
        ?? DifferenceOfOutcomes((expected.Result.Outcomes, expected.Subject), (actual.Result.Outcomes, actual.Subject));

    static string? DifferenceOfStatistics((SeriesStatistics Of, int Subject) expected, (SeriesStatistics Of, int Subject) actual)
    {
        for (var series = 0; series < expected.Of.Series.Count; series++)
        {
            for (var month = 0; month < expected.Of.Months; month++)
            {
                var one = expected.Of.Cell(series, expected.Subject, month);
                var other = actual.Of.Cell(series, actual.Subject, month);
                var place = $"{expected.Of.Series[series]} in month {month}";
                if (expected.Of.Moments(one) != actual.Of.Moments(other))
                    return $"{place}: {expected.Of.Moments(one)} is {actual.Of.Moments(other)}";
                if (!Same(expected.Of.Histogram(one), actual.Of.Histogram(other)))
                    return $"{place}: other bins";
                if (expected.Of.Draws?.Complete[one] != actual.Of.Draws?.Complete[other])
                    return $"{place}: other sums by draw";
            }
        }

        return null;
    }

    static string? DifferenceOfOutcomes((OutcomeTable Of, int Subject) expected, (OutcomeTable Of, int Subject) actual)
    {
        foreach (var outcome in Outcomes)
        {
            if (Difference(expected.Of[expected.Subject, outcome], actual.Of[actual.Subject, outcome]) is { } difference)
                return $"{outcome} {difference}";
        }

        return null;
    }

    static string? Difference(double[] expected, double[] actual)
    {
        for (var row = 0; row < expected.Length; row++)
        {
            if (!expected[row].Equals(actual[row]))
                return $"in row {row}: {expected[row]:R} is {actual[row]:R}";
        }

        return null;
    }

    static bool Same(Histogram one, Histogram other) => one.Bins.SequenceEqual(other.Bins) && one.Counts.SequenceEqual(other.Counts);
}
