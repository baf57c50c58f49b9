using Portfolio.Model.Outcomes;
using Preference = Portfolio.Contracts.V1.ComparedOutcome.Types.Preference;

namespace Portfolio.Analysis.Comparing;

/// <summary>The outcomes in which scenarios are compared, and which end of each is better.</summary>
static class ComparedOutcomes
{
    /// <summary>Name of a target's only outcome: 1 where it was met, else 0.</summary>
    public const string Met = "met";

    /// <summary>The outcomes of a subject.</summary>
    public static IReadOnlyList<Outcome> OfSubjects { get; } =
    [
        Outcome.Live, Outcome.PeakLive, Outcome.Patients, Outcome.Qalys, Outcome.Npv, Outcome.Received, Outcome.Scaled, Outcome.Sustained, Outcome.Stopped, Outcome.Funded, Outcome.Stability,
    ];

    /// <summary>Its name as clients know it.</summary>
    public static string Name(this Outcome outcome) => char.ToLowerInvariant(outcome.ToString()[0]) + outcome.ToString()[1..];

    /// <summary>Which end is better. Money received is neither a gain nor a loss to the portfolio.</summary>
    public static Preference Preference(this Outcome outcome) => outcome switch
    {
        Outcome.Stopped => Contracts.V1.ComparedOutcome.Types.Preference.Less,
        Outcome.Received => Contracts.V1.ComparedOutcome.Types.Preference.Neither,
        _ => Contracts.V1.ComparedOutcome.Types.Preference.More,
    };
}
