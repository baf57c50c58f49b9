using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Differing;
using Portfolio.Definitions.Files;

namespace Portfolio.Cli.Applying;

/// <summary>What has to be done so that a server holds what files say.</summary>
static class ApplyPlan
{
    /// <summary>The steps in the order in which they can be made: the portfolio, scenarios before those that extend them, deletions the other way round.</summary>
    /// <param name="files">What the files say.</param>
    /// <param name="served">What the server holds.</param>
    /// <param name="delete">Whether scenarios that the files do not have are deleted.</param>
    public static IReadOnlyList<PlannedStep> Of(DefinitionSet files, Served served, bool delete)
    {
        var there = served.Scenarios.ToDictionary(each => each.Scenario.Id);
        var alive = served.Scenarios.Select(each => each.Scenario).Where(scenario => scenario.DeleteTime is null).ToList();
        var written = files.Scenarios.Select(scenario => scenario.Id).ToHashSet();
        return
        [
            OfPortfolio(files, served),
            .. BaseFirst(files.Scenarios).Select(scenario => OfScenario(scenario, files.ScenarioSources.GetValueOrDefault(scenario.Id), there.GetValueOrDefault(scenario.Id))),
            .. BaseFirst(alive).Where(scenario => !written.Contains(scenario.Id)).Reverse()
                .Select(scenario => new PlannedStep(delete ? StepKind.Delete : StepKind.Spare, scenario.Id, scenario.Revision, scenario.Etag, [])),
        ];
    }

    static PlannedStep OfPortfolio(DefinitionSet files, Served served)
    {
        if (served.Portfolio is not { } there)
            return new PlannedStep(StepKind.Create, null, 0, "", []);
        var differences = DefinitionDifference.Between(there, files.Portfolio);
        var kind = Kind(there.DeleteTime is not null, differences, IsReworded(files.Source, served.Source, () => DefinitionText.Of(there)));
        return new PlannedStep(kind, null, there.Revision, there.Etag, differences);
    }

    static PlannedStep OfScenario(Scenario scenario, SourceFile? source, ServedScenario? served)
    {
        if (served is null)
            return new PlannedStep(StepKind.Create, scenario.Id, 0, "", []);
        var there = served.Scenario;
        var differences = DefinitionDifference.Between(there, scenario);
        var kind = Kind(there.DeleteTime is not null, differences, IsReworded(source, served.Source, () => DefinitionText.Of(there)));
        return new PlannedStep(kind, scenario.Id, there.Revision, there.Etag, differences);
    }

    static StepKind Kind(bool isDeleted, IReadOnlyList<FieldDifference> differences, bool isReworded) => (isDeleted, differences.Count, isReworded) switch
    {
        (true, _, _) => StepKind.Undelete,
        (_, > 0, _) => StepKind.Change,
        (_, _, true) => StepKind.Reword,
        _ => StepKind.Keep,
    };

    /// <summary>Whether a text differs from the one that an export would give.</summary>
    static bool IsReworded(SourceFile? source, SourceFile? served, Func<SourceFile> canonical) => source is not null && !source.Equals(served ?? canonical());

    static List<Scenario> BaseFirst(IReadOnlyList<Scenario> scenarios)
    {
        var ordered = new List<Scenario>();
        void Add(Scenario scenario)
        {
            if (ordered.Contains(scenario))
                return;
            foreach (var extended in scenarios.Where(other => other.Id == scenario.Extends))
                Add(extended);
            ordered.Add(scenario);
        }

        foreach (var scenario in scenarios)
            Add(scenario);
        return ordered;
    }
}
