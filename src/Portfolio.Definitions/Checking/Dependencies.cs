using Portfolio.Contracts.V1;
using Portfolio.Definitions.Resolving;

namespace Portfolio.Definitions.Checking;

/// <summary>Finds initiatives that wait for one another.</summary>
/// <remarks>
/// Walks the initiatives as written: all copies of a group depend on the same, so the group stands for them, and a circle of
/// groups is a circle of some of their copies.
/// </remarks>
sealed class Dependencies
{
    const int MostShown = 12;

    readonly Dictionary<string, List<string>> prerequisites;
    readonly HashSet<string> finished = [];

    Dependencies(Dictionary<string, List<string>> prerequisites) => this.prerequisites = prerequisites;

    /// <summary>Circles, each with the initiative that closes it.</summary>
    public static IEnumerable<(string At, string Circle)> Circles(ResolvedDefinition resolved)
    {
        var ids = resolved.Portfolio.Initiatives.Select(initiative => initiative.Id).ToList();
        var prerequisites = new Dictionary<string, List<string>>();
        foreach (var initiative in resolved.Portfolio.Initiatives)
            prerequisites.TryAdd(resolved.Written[initiative.Id], [.. initiative.DependsOn.SelectMany(Written).Distinct()]);
        var dependencies = new Dependencies(prerequisites);
        return prerequisites.Keys.SelectMany(dependencies.From);

        IEnumerable<string> Written(Dependency each) =>
            (resolved.Ids.GetValueOrDefault(each.Initiative) ?? []).Select(index => resolved.Written[ids[index]]);
    }

    /// <summary>Depth first: one met again while it is still being visited closes a circle. No recursion: a chain may be as long as a portfolio.</summary>
    IEnumerable<(string At, string Circle)> From(string start)
    {
        var way = new List<string>();
        var open = new Dictionary<string, Queue<string>>();
        Enter(start);
        while (way.Count > 0)
        {
            var at = way[^1];
            if (!open[at].TryDequeue(out var next))
                Leave(at);
            else if (open.ContainsKey(next))
                yield return (at, Text([.. way.SkipWhile(id => id != next), next]));
            else
                Enter(next);
        }

        void Enter(string id)
        {
            if (finished.Contains(id))
                return;
            way.Add(id);
            open.Add(id, new Queue<string>(prerequisites[id]));
        }

        void Leave(string id)
        {
            way.RemoveAt(way.Count - 1);
            open.Remove(id);
            finished.Add(id);
        }
    }

    static string Text(IReadOnlyList<string> circle) =>
        string.Join(" → ", circle.Count <= MostShown ? circle : [.. circle.Take(MostShown - 2), "…", circle[^1]]);
}
