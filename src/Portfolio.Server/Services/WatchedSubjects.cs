using Portfolio.Actuals.Files;
using Portfolio.Definitions;

namespace Portfolio.Server.Services;

/// <summary>Whose entries somebody wants to watch.</summary>
static class WatchedSubjects
{
    const string Themes = "themes/";

    /// <summary>Resource names of the subjects; none where all are wanted.</summary>
    /// <param name="portfolio">The portfolio.</param>
    /// <param name="wanted">Ids of initiatives, <c>programme</c>, or <c>themes/{t}</c>.</param>
    public static IReadOnlyList<string> Of(KnownPortfolio portfolio, IReadOnlyList<string> wanted) => [.. wanted.SelectMany(each => Of(portfolio, each)).Distinct()];

    static IEnumerable<string> Of(KnownPortfolio portfolio, string wanted)
    {
        var (initiatives, ids) = (portfolio.Resolved.Portfolio.Initiatives, portfolio.Resolved.Ids);
        if (wanted == ActualsFile.Programme)
            return [portfolio.Name];
        if (ids.TryGetValue(wanted, out var indices))
            return indices.Select(index => $"{portfolio.Name}/initiatives/{initiatives[index].Id}");
        var members = initiatives.Where(initiative => initiative.Theme.Length > 0 && Themes + initiative.Theme == wanted).ToList();
        if (members.Count > 0)
            return members.Select(initiative => $"{portfolio.Name}/initiatives/{initiative.Id}");
        var known = ids.Keys.Append(ActualsFile.Programme).Concat(initiatives.Select(initiative => Themes + initiative.Theme).Distinct());
        throw Refusals.Invalid("subjects", $"there is no {Quote.Of(wanted)} in {portfolio.Name}{NearestName.Hint(wanted, known)}");
    }
}
