namespace Portfolio.Definitions;

/// <summary>Finds the name somebody probably meant.</summary>
public static class NearestName
{
    const int LongestMisspelt = 100;

    /// <summary>"; did you mean "p"?", or the known names where none is near and they are few.</summary>
    public static string Hint(string name, IEnumerable<string> known)
    {
        if (name.Length > LongestMisspelt)
            return "";
        var names = known.Order(StringComparer.Ordinal).ToList();
        if (Of(name, names) is { } nearest)
            return $"; did you mean \"{nearest}\"?";
        return names.Count is > 0 and <= 30 ? $"; known: {string.Join(", ", names)}" : "";
    }

    /// <summary>The nearest of the known names; null where none is near.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        if (name.Length > LongestMisspelt)
            return null;
        var nearest = known
            .Select(candidate => (Candidate: candidate, Distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .OrderBy(pair => pair.Distance)
            .FirstOrDefault((Candidate: "", Distance: int.MaxValue));
        return nearest.Distance <= Math.Max(2, name.Length / 3) ? nearest.Candidate : null;
    }

    /// <summary>Levenshtein distance.</summary>
    static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var substitute = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitute, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
