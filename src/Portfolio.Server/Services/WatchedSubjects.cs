using Portfolio.Actuals.Files;
using Portfolio.Definitions;

namespace Portfolio.Server.Services;

/// <summary>Whose changes somebody wants to watch.</summary>
/// <param name="portfolio">The portfolio.</param>
/// <param name="scenarios">Ids of its scenarios, deleted ones included.</param>
sealed class WatchedSubjects(KnownPortfolio portfolio, IReadOnlyList<string> scenarios)
{
    const string Themes = "themes/";
    const string Scenarios = "scenarios/";

    /// <summary>Resource names of the subjects; none where all are wanted.</summary>
    /// <param name="wanted">Ids of initiatives, <c>programme</c>, <c>themes/{t}</c> or <c>scenarios/{s}</c>.</param>
    public IReadOnlyList<string> Named(IReadOnlyList<string> wanted) => [.. wanted.SelectMany(Named).Distinct()];

    IEnumerable<string> Named(string wanted)
    {
        var (initiatives, ids) = (portfolio.Resolved.Portfolio.Initiatives, portfolio.Resolved.Ids);
        if (wanted == ActualsFile.Programme)
            return [portfolio.Name];
        if (scenarios.Any(scenario => Scenarios + scenario == wanted))
            return [$"{portfolio.Name}/{wanted}"];
        if (ids.TryGetValue(wanted, out var indices))
            return indices.SelectMany(InitiativeNames);
        var members = initiatives.Index().Where(each => each.Item.Theme.Length > 0 && Themes + each.Item.Theme == wanted).ToList();
        if (members.Count > 0)
            return members.SelectMany(each => InitiativeNames(each.Index));
        var known = ids.Keys.Append(ActualsFile.Programme)
            .Concat(initiatives.Select(initiative => Themes + initiative.Theme).Distinct())
            .Concat(scenarios.Select(scenario => Scenarios + scenario));
        throw Refusals.Invalid("subjects", $"there is no {Quote.Of(wanted)} in {portfolio.Name}{NearestName.Hint(wanted, known)}");
    }

    /// <summary>An initiative's own name, under which it has a journal, and its group's, under which it is defined.</summary>
    IEnumerable<string> InitiativeNames(int index) =>
        portfolio.Resolved.Ids.Where(each => each.Value.Contains(index)).Select(each => $"{portfolio.Name}/initiatives/{each.Key}");
}
