using Portfolio.Contracts.V1;
using Portfolio.Model.Statistics;

namespace Portfolio.Cli.Rendering;

/// <summary>An outcome as tables show it.</summary>
/// <param name="Outcome">The outcome's name.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Unit">What 1 stands for; without one, whole people, thousands or millions of them, whichever fits.</param>
sealed record Measure(string Outcome, string Title, double? Unit)
{
    /// <summary>Live sites.</summary>
    public static readonly Measure Live = new("live", "live sites", 1);

    /// <summary>People reached.</summary>
    public static readonly Measure Patients = new("patients", "people reached", null);

    /// <summary>How many targets are met.</summary>
    public static readonly Measure Targets = new("targets", "targets met", 1);

    /// <summary>Money received.</summary>
    public static readonly Measure Received = new("received", "received £m", 1e6);

    /// <summary>Net present value.</summary>
    public static readonly Measure Npv = new("npv", "NPV £m", 1e6);

    /// <summary>Whether a target is met.</summary>
    public static readonly Measure Met = new("met", "P(met), %", 0.01);

    /// <summary>What is shown of the portfolio.</summary>
    public static readonly Measure[] OfPortfolio =
    [
        Live,
        Patients,
        new("qalys", "QALYs", null),
        Npv,
        new("scaled", "share scaled, %", 0.01),
        Received,
    ];

    /// <summary>Half the width of a mean's 95 % interval.</summary>
    public static double HalfWidth(double standardError) => Normal95.Quantile * standardError;

    /// <summary>What people call an outcome; its own name where it is not shown elsewhere.</summary>
    public static string TitleOf(string outcome) => outcome switch
    {
        "peakLive" => "most live sites",
        "stopped" => "share stopped",
        "sustained" => "share sustained",
        _ => OfPortfolio.FirstOrDefault(measure => measure.Outcome == outcome)?.Title ?? outcome,
    };

    /// <summary>The scales of means and of differences: one unit, but differences on common numbers are surer and so have more digits.</summary>
    public (Scale Means, Scale Differences) ScalesOf(IReadOnlyList<ScenarioOutcome> outcomes)
    {
        var numbers = outcomes.Select(each => each.Mean).ToList();
        var means = Scale.Of(Unit ?? People(numbers), numbers, outcomes.Select(each => HalfWidth(each.StandardError)));
        return (means, DifferencesIn(means.Unit, outcomes));
    }

    /// <summary>The scale of differences alone.</summary>
    public Scale ScaleOf(IEnumerable<ScenarioOutcome> outcomes)
    {
        var all = outcomes.ToList();
        return DifferencesIn(Unit ?? People(all.Select(each => each.Difference?.Mean ?? 0)), all);
    }

    /// <summary>The scale of effects.</summary>
    public Scale ScaleOf(IEnumerable<Effect?> effects)
    {
        var all = effects.OfType<Effect>().Where(effect => effect.Count > 0).ToList();
        return Scale.Of(Unit ?? People(all.Select(each => each.Value)), all.Select(each => each.Value), all.Select(EffectCells.HalfWidth));
    }

    /// <summary>The scale of many effects of very different sizes: digits are those of the middle error, since the smallest would give all of them more than is known.</summary>
    public Scale TypicalScaleOf(IEnumerable<Effect?> effects)
    {
        var all = effects.OfType<Effect>().Where(effect => effect.Count > 0).ToList();
        var errors = all.Select(EffectCells.HalfWidth).Where(half => half > 0).Order().ToList();
        return Scale.Of(Unit ?? People(all.Select(each => each.Value)), all.Select(each => each.Value), errors.Skip(errors.Count / 2).Take(1));
    }

    /// <summary>The title, with the scale's unit where that was chosen.</summary>
    public string TitleWith(Scale scale) => (Unit, scale.Unit) switch
    {
        (null, 1e6) => $"{Title}, m",
        (null, 1e3) => $"{Title}, k",
        _ => Title,
    };

    static Scale DifferencesIn(double unit, IEnumerable<ScenarioOutcome> outcomes)
    {
        var all = outcomes.Select(each => each.Difference).OfType<Difference>().ToList();
        return Scale.Of(unit, all.Select(each => each.Mean), all.Select(each => (each.High - each.Low) / 2));
    }

    static double People(IEnumerable<double> numbers) => numbers.Select(Math.Abs).Where(double.IsFinite).DefaultIfEmpty(0).Max() switch
    {
        >= 1e6 => 1e6,
        >= 1e4 => 1e3,
        _ => 1,
    };
}
