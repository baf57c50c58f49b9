using Portfolio.Analysis.Comparing;
using Portfolio.Definitions;
using Portfolio.Model;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;

namespace Portfolio.Analysis.Stopping;

/// <summary>Where an outcome stands that a rule names.</summary>
/// <param name="Column">Its column in tables of outcomes.</param>
/// <param name="Kind">What kind of number it is.</param>
/// <param name="IsChance">Whether it is a chance, reported with Wilson's interval.</param>
readonly record struct OutcomePlace(int Column, SeriesKind Kind, bool IsChance)
{
    const string Targets = "targets/";

    /// <summary>Finds an outcome by name.</summary>
    /// <param name="model">What is simulated.</param>
    /// <param name="subject">Name of its subject.</param>
    /// <param name="outcome">Its name.</param>
    /// <param name="path">Path of the message that names it, in the rule.</param>
    /// <exception cref="StoppingRuleException">There is no such outcome.</exception>
    public static OutcomePlace Of(PortfolioModel model, string subject, string outcome, string path)
    {
        List<string> targets = [.. model.Targets.Select(target => Targets + target.Id)];
        var subjects = new Subjects(model).Names.ToList();
        var (ofSubject, ofTarget) = (subjects.IndexOf(subject), targets.IndexOf(subject));
        if (ofSubject < 0 && ofTarget < 0)
            throw new StoppingRuleException($"{path}.subject", $"there is no {Quote.Of(subject)}{NearestName.Hint(subject, subjects.Concat(targets))}");
        var known = ofTarget >= 0 ? [ComparedOutcomes.Met] : Enum.GetValues<Outcome>().Select(each => each.Name()).ToList();
        var index = known.IndexOf(outcome);
        if (index < 0)
            throw new StoppingRuleException($"{path}.outcome", $"{subject} has no {Quote.Of(outcome)}{NearestName.Hint(outcome, known)}");
        return ofTarget >= 0
            ? new OutcomePlace(subjects.Count * OutcomeTable.OutcomeCount + ofTarget, SeriesKind.Share, IsChance: true)
            : new OutcomePlace(ofSubject * OutcomeTable.OutcomeCount + index, ((Outcome)index).Kind(), IsChance: (Outcome)index >= Outcome.Scaled);
    }
}
