using System.Globalization;
using Portfolio.Analysis.Comparing;
using Portfolio.Definitions;
using Portfolio.Model;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;
using Preference = Portfolio.Contracts.V1.ComparedOutcome.Types.Preference;

namespace Portfolio.Analysis.Explaining;

/// <summary>An outcome whose difference is split.</summary>
/// <param name="Subject"><c>portfolio</c>, <c>themes/{theme}</c>, <c>initiatives/{id}</c> or <c>targets/{id}</c>.</param>
/// <param name="Outcome">Its name.</param>
/// <param name="Kind">What kind of number it is, and so its exact units.</param>
/// <param name="Preference">Which end is better.</param>
/// <param name="Of">The outcome of a subject; null for a target.</param>
sealed record ExplainedColumn(string Subject, string Outcome, SeriesKind Kind, Preference Preference, Outcome? Of)
{
    /// <summary>Its column in the outcomes of each of some models; −1 where a model lacks it.</summary>
    public int[] In(ScenarioPlaces places) => Of is { } outcome ? places.Columns(Subject, outcome) : places.Columns(Subject["targets/".Length..]);

    /// <summary>Of the portfolio, its themes and its targets, and of some initiatives.</summary>
    /// <param name="model">The portfolio.</param>
    /// <param name="initiatives">Ids of initiatives or groups.</param>
    /// <exception cref="QuestionException">There is no such initiative.</exception>
    public static IReadOnlyList<ExplainedColumn> AllOf(PortfolioModel model, params IReadOnlyList<string> initiatives)
    {
        var subjects = new Subjects(model);
        var ofInitiatives = initiatives.SelectMany((id, index) => Named(subjects, id, index)).Distinct();
        return
        [
            .. subjects.Names.Take(subjects.FirstInitiative).Concat(ofInitiatives).SelectMany(subject => ComparedOutcomes.OfSubjects.Select(
                outcome => new ExplainedColumn(subject, outcome.Name(), outcome.Kind(), outcome.Preference(), outcome))),
            .. model.Targets.Select(target => new ExplainedColumn($"targets/{target.Id}", ComparedOutcomes.Met, SeriesKind.Share, Preference.More, null)),
        ];
    }

    static List<string> Named(Subjects subjects, string id, int index)
    {
        const string folder = "initiatives/";
        string GroupOf(string copy) => copy[..Math.Max(0, copy.LastIndexOf('-'))];
        var named = subjects.Names.Where(name => name == folder + id || GroupCopies.IsCopy(name, folder + id)).ToList();
        var known = subjects.Names.Skip(subjects.FirstInitiative).Select(name => name[folder.Length..]);
        return named.Count > 0 ? named : throw new QuestionException(
            string.Create(CultureInfo.InvariantCulture, $"initiatives[{index}]"),
            $"there is no initiative or group {Quote.Of(id)}{NearestName.Hint(id, known.Concat(known.Where(copy => GroupCopies.IsCopy(copy, GroupOf(copy))).Select(GroupOf)))}");
    }
}
