using Portfolio.Contracts.V1;
using Portfolio.Definitions.Schema;
using Portfolio.Model.Sampling;

namespace Portfolio.Definitions.Compiling;

/// <summary>A number that is drawn, as correlations find it.</summary>
/// <param name="Path">The path of its draw.</param>
/// <param name="Declared">The path at which it was written; empty for a default distribution.</param>
sealed record DrawnNumber(string Path, string Declared);

/// <summary>Turns correlations between paths into copulas, one for each set of parameters that hang together.</summary>
/// <remarks>
/// A path names a draw, or, as <c>defaults.…</c> or a group's, the draws of every initiative that has the number from there: two
/// such paths are correlated within each initiative.
/// </remarks>
sealed class CorrelationCompiler(IReadOnlyList<DrawnNumber> drawn, Problems problems)
{
    const string Document = "portfolio";
    const string Initiatives = "initiatives.";
    const string Defaults = "defaults.";

    readonly Dictionary<(int, int), double> ranks = [];

    /// <summary>Compiles what is written; what is wrong is added to the problems.</summary>
    public IReadOnlyList<Copula> Compile(IReadOnlyList<Correlation> correlations)
    {
        for (var i = 0; i < correlations.Count; i++)
            Enter(correlations[i], $"correlations.{i}");
        return problems.Any ? [] : [.. Components().Select(Of).OfType<Copula>()];
    }

    void Enter(Correlation correlation, string path)
    {
        if (correlation.Between.Count != 2 || correlation.Between[0] == correlation.Between[1])
        {
            problems.Add(Document, $"{path}.between", $"names {correlation.Between.Count} paths; allowed: two that differ");
            return;
        }

        var (left, right) = (Find(correlation.Between[0], $"{path}.between"), Find(correlation.Between[1], $"{path}.between"));
        foreach (var (one, other) in Pairs(left, right))
        {
            if (!ranks.TryAdd((Math.Min(one, other), Math.Max(one, other)), correlation.Rank.Value))
                problems.Add(Document, path, $"{drawn[one].Path} and {drawn[other].Path} are correlated twice");
        }
    }

    /// <summary>The draws that a path names: initiative by initiative, or a single one.</summary>
    Dictionary<string, int> Find(string path, string at)
    {
        var found = new Dictionary<string, int>();
        for (var i = 0; i < drawn.Count; i++)
        {
            if (drawn[i].Path == path)
                return new Dictionary<string, int> { [""] = i };
            if (drawn[i].Declared == path || (drawn[i].Declared.Length == 0 && IsDefault(path, drawn[i].Path)))
                found[InitiativeOf(drawn[i].Path)] = i;
        }

        if (found.Count == 0)
        {
            var known = drawn.SelectMany(number => new[] { number.Path, number.Declared }).Where(each => each.Length > 0).Distinct();
            problems.Add(Document, at, $"{Quote.Of(path)} is no number that is drawn{NearestName.Hint(path, known)}");
        }

        return found;
    }

    static IEnumerable<(int, int)> Pairs(Dictionary<string, int> left, Dictionary<string, int> right)
    {
        if (left.TryGetValue("", out var one))
            return right.Values.Select(other => (one, other));
        if (right.TryGetValue("", out var single))
            return left.Values.Select(other => (other, single));
        return left.Where(each => right.ContainsKey(each.Key)).Select(each => (each.Value, right[each.Key]));
    }

    static bool IsDefault(string path, string draw) =>
        path.StartsWith(Defaults, StringComparison.Ordinal) && draw.StartsWith(Initiatives, StringComparison.Ordinal)
        && draw[(Initiatives.Length + InitiativeOf(draw).Length + 1)..] == path[Defaults.Length..];

    static string InitiativeOf(string path) => path.StartsWith(Initiatives, StringComparison.Ordinal) ? path.Split('.')[1] : "";

    /// <summary>Sets of parameters that correlations join, each in rising order.</summary>
    IEnumerable<int[]> Components()
    {
        var next = ranks.Keys.SelectMany(pair => new[] { (pair.Item1, pair.Item2), (pair.Item2, pair.Item1) }).ToLookup(each => each.Item1, each => each.Item2);
        var seen = new HashSet<int>();
        foreach (var start in next.Select(group => group.Key).Order())
        {
            if (seen.Contains(start))
                continue;
            var reached = new SortedSet<int>();
            var open = new Stack<int>([start]);
            while (open.TryPop(out var at))
            {
                if (!reached.Add(at))
                    continue;
                foreach (var other in next[at])
                    open.Push(other);
            }

            seen.UnionWith(reached);
            yield return [.. reached];
        }
    }

    Copula? Of(int[] members)
    {
        var matrix = new double[members.Length, members.Length];
        for (var i = 0; i < members.Length; i++)
        {
            for (var j = 0; j < members.Length; j++)
            {
                matrix[i, j] = i == j ? 1
                    : ranks.TryGetValue((Math.Min(members[i], members[j]), Math.Max(members[i], members[j])), out var rank) ? CorrelationMatrix.OfRank(rank)
                    : 0;
            }
        }

        if (CorrelationMatrix.Factor(matrix) is not null)
            return new Copula(members, matrix);
        problems.Add(Document, "correlations", $"nothing can be correlated like this; the nearest that can: {Nearest(members, matrix)}");
        return null;
    }

    string Nearest(int[] members, double[,] matrix)
    {
        var nearest = CorrelationMatrix.Nearest(matrix);
        var pairs =
            from i in Enumerable.Range(0, members.Length)
            from j in Enumerable.Range(i + 1, members.Length - i - 1)
            let rank = CorrelationMatrix.ToRank(nearest[i, j])
            where matrix[i, j] != 0 || Math.Abs(rank) >= 0.0005
            select $"{drawn[members[i]].Path} with {drawn[members[j]].Path} {Rules.Text(Math.Truncate(rank * 1000) / 1000)}";
        return string.Join(", ", pairs);
    }
}
