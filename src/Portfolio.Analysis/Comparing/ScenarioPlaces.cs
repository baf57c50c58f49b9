using Portfolio.Model;
using Portfolio.Model.Outcomes;

namespace Portfolio.Analysis.Comparing;

/// <summary>Where each scenario keeps what the base has, by name: a scenario may add and leave out subjects and targets.</summary>
sealed class ScenarioPlaces
{
    readonly List<PortfolioModel> models;
    readonly List<Subjects> subjects;

    public ScenarioPlaces(IReadOnlyList<PortfolioModel> models) =>
        (this.models, subjects) = ([.. models], [.. models.Select(model => new Subjects(model))]);

    /// <summary>The base's subjects.</summary>
    public Subjects Subjects => subjects[0];

    /// <summary>Index of a subject under each scenario; −1 where it lacks it.</summary>
    public int[] OfSubject(string name) => [.. subjects.Select(each => IndexOf(each.Names, name))];

    /// <summary>Column of a subject's outcome in each scenario's outcomes; −1 where it lacks the subject.</summary>
    public int[] Columns(string subject, Outcome outcome) =>
        [.. OfSubject(subject).Select(place => place < 0 ? -1 : place * OutcomeTable.OutcomeCount + (int)outcome)];

    /// <summary>Column of a target in each scenario's outcomes; −1 where it lacks it.</summary>
    public int[] Columns(string target) => [.. models.Select((_, scenario) => Column(scenario, target))];

    int Column(int scenario, string target)
    {
        var place = IndexOf([.. models[scenario].Targets.Select(each => each.Id)], target);
        return place < 0 ? -1 : subjects[scenario].Count * OutcomeTable.OutcomeCount + place;
    }

    static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
                return i;
        }

        return -1;
    }
}
