using Portfolio.Analysis.Comparing;
using Portfolio.Model;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;
using Preference = Portfolio.Contracts.V1.ComparedOutcome.Types.Preference;

namespace Portfolio.Analysis.Explaining;

/// <summary>An outcome whose difference is split.</summary>
/// <param name="Subject"><c>portfolio</c>, <c>themes/{theme}</c> or <c>targets/{id}</c>.</param>
/// <param name="Outcome">Its name.</param>
/// <param name="Kind">What kind of number it is, and so its exact units.</param>
/// <param name="Preference">Which end is better.</param>
/// <param name="Of">The outcome of a subject; null for a target.</param>
sealed record ExplainedColumn(string Subject, string Outcome, SeriesKind Kind, Preference Preference, Outcome? Of)
{
    /// <summary>Its column in the outcomes of each of some models; −1 where a model lacks it.</summary>
    public int[] In(ScenarioPlaces places) => Of is { } outcome ? places.Columns(Subject, outcome) : places.Columns(Subject["targets/".Length..]);

    /// <summary>Of the portfolio, its themes and its targets.</summary>
    public static IReadOnlyList<ExplainedColumn> AllOf(PortfolioModel model)
    {
        var subjects = new Subjects(model);
        return
        [
            .. subjects.Names.Take(subjects.FirstInitiative).SelectMany(subject => ComparedOutcomes.OfSubjects.Select(
                outcome => new ExplainedColumn(subject, outcome.Name(), outcome.Kind(), outcome.Preference(), outcome))),
            .. model.Targets.Select(target => new ExplainedColumn($"targets/{target.Id}", ComparedOutcomes.Met, SeriesKind.Share, Preference.More, null)),
        ];
    }
}
