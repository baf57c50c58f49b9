using Portfolio.Contracts.V1;
using Spectre.Console;

namespace Portfolio.Cli.Rendering;

/// <summary>The cells of compared scenarios, as markup.</summary>
static class ComparedCells
{
    /// <summary>The mean and half its 95 % interval.</summary>
    public static string Mean(ScenarioOutcome outcome, Scale scale) => scale.Around(outcome.Mean, Measure.HalfWidth(outcome.StandardError));

    /// <summary>The difference from the base and its 95 % interval; grey where 0 is in it.</summary>
    public static string Difference(Difference? difference, Scale scale)
    {
        if (difference is null)
            return "[grey]base[/]";
        var interval = difference.Low < difference.High ? $" ({scale.Signed(difference.Low)} to {scale.Signed(difference.High)})" : "";
        var text = (scale.Signed(difference.Mean) + interval).EscapeMarkup();
        return difference.Clear ? text : $"[grey]{text}[/]";
    }

    /// <summary>The chance to be the best.</summary>
    public static string Best(ScenarioOutcome outcome) => outcome.Best is { } best ? Figures.Percent(best.Value) : "–";

    /// <summary>How much is lost on the mean against always knowing the best.</summary>
    public static string Regret(ScenarioOutcome outcome, Scale scale) =>
        outcome.ExpectedRegret is { } regret ? scale.Around(regret.Mean_, Measure.HalfWidth(regret.StandardError)) : "–";

    /// <summary>How much the common random numbers saved.</summary>
    public static string Saved(Difference? difference) => difference switch
    {
        { HasVarianceRatio: true, VarianceRatio: >= 10 } => $"{Figures.Count(difference.VarianceRatio)}×",
        { HasVarianceRatio: true } => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{difference.VarianceRatio:0.0}×"),
        _ => "–",
    };
}
