using System.Globalization;
using Portfolio.Contracts.V1;
using Portfolio.Model;
using Portfolio.Model.Outcomes;

namespace Portfolio.Analysis.Stopping;

/// <summary>A run has enough replications when the 95 % interval of each outcome that its rule names is narrow enough.</summary>
/// <remarks>
/// Fixed-width stopping: go on until the interval that one would report of as many replications as there are is as narrow as is wanted. Its coverage tends to the stated one as the width tends to 0
/// (Chow and Robbins, "On the asymptotic theory of fixed-width sequential confidence intervals for the mean", Annals of Mathematical Statistics 36 (1965); for any estimate that obeys a
/// functional central limit theorem, with relative widths too: Glynn and Whitt, "The asymptotic validity of sequential stopping rules for stochastic simulations", Annals of Applied Probability 2
/// (1992)). What goes wrong at larger widths is stopping early, where the variance happens to be estimated too small; 1,024 values before the first look, and few looks, prevent that.
/// </remarks>
public sealed class PrecisionRule
{
    const int LooksPerOctave = 4;

    readonly IReadOnlyList<WantedPrecision> wanted;

    PrecisionRule(IReadOnlyList<WantedPrecision> wanted, Looks looks) => (this.wanted, Looks) = (wanted, looks);

    /// <summary>When it looks.</summary>
    public Looks Looks { get; }

    /// <summary>Makes a rule ready.</summary>
    /// <param name="rule">The rule; without any precision it is never met.</param>
    /// <param name="model">What is simulated.</param>
    /// <exception cref="StoppingRuleException">It names what is not there.</exception>
    public static PrecisionRule Of(StoppingRule rule, PortfolioModel model) => new(
        [.. rule.Within.Select((precision, i) => new WantedPrecision(OutcomePlace.Of(model, precision.Subject, precision.Outcome, string.Create(CultureInfo.InvariantCulture, $"within[{i}]")), precision))],
        new Looks(model.Parameters.ReplicationsPerDraw, LooksPerOctave));

    /// <summary>Whether all is known well enough.</summary>
    public bool IsMet(OutcomeStatistics statistics) => wanted.Count > 0 && wanted.All(each => each.Excess(statistics) <= 1);

    /// <summary>At how many replications it will stop, as far as a sample tells; the rule has at least one precision.</summary>
    public long Expected(OutcomeStatistics sample)
    {
        const double most = 1e9;
        var needed = wanted.Max(each => each.Needed(sample));
        return Looks.Behind((long)Math.Min(double.IsNaN(needed) ? most : needed, most) - 1);
    }
}
