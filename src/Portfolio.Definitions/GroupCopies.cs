using System.Globalization;

namespace Portfolio.Definitions;

/// <summary>How the copies of a group of alike initiatives are called.</summary>
public static class GroupCopies
{
    const int FewestDigits = 3;

    /// <summary>The id of a copy.</summary>
    /// <param name="group">The group's id.</param>
    /// <param name="number">Its number, from 1.</param>
    public static string Id(string group, int number) => string.Create(CultureInfo.InvariantCulture, $"{group}-{number:000}");

    /// <summary>Whether an id, or a name that ends with one, is that of a copy of a group.</summary>
    public static bool IsCopy(string id, string group) =>
        id.Length >= group.Length + 1 + FewestDigits && id.StartsWith(group, StringComparison.Ordinal) && id[group.Length] == '-' && id.AsSpan(group.Length + 1).IndexOfAnyExceptInRange('0', '9') < 0;
}
