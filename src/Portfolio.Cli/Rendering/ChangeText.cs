using System.Globalization;
using Portfolio.Contracts.V1;
using Kind = Portfolio.Contracts.V1.Revision.Types.Kind;

namespace Portfolio.Cli.Rendering;

/// <summary>Revisions of definitions in words.</summary>
static class ChangeText
{
    const int MostNames = 5;

    /// <summary>What happened, in a word such as <c>updated</c>.</summary>
    public static string Word(Kind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>A revision in a line: position, time, what is now at which revision, what happened to it and to its initiatives, who and why.</summary>
    public static string Line(long sequence, Revision revision)
    {
        string[] parts =
        [
            sequence.ToString(CultureInfo.InvariantCulture),
            EntryText.Time(revision.CreateTime),
            NameOf(revision),
            What(revision),
            Reason(revision.Change),
        ];
        return string.Join("  ", parts.Where(part => part.Length > 0));
    }

    /// <summary>The revision as other commands take it: <c>my-trusts@2</c>, <c>my-trusts/scenarios/cut@1</c>.</summary>
    static string NameOf(Revision revision) => revision.Name.Split("/portfolios/")[^1].Replace("/revisions/", "@", StringComparison.Ordinal);

    static string What(Revision revision) => revision is { Kind: Kind.Created, Initiatives.Count: > 0 }
        ? $"created with {Names(revision.Initiatives)}"
        : string.Join("; ", revision.Initiatives.GroupBy(change => change.Kind).Select(changes => $"{Word(changes.Key)} {Names(changes)}").Prepend(Word(revision.Kind)));

    static string Names(IEnumerable<InitiativeChange> changes)
    {
        var names = changes.Select(change => change.Initiative).ToList();
        var more = names.Count > MostNames ? $" and {names.Count - MostNames} more" : "";
        return $"{string.Join(", ", names.Take(MostNames))}{more}";
    }

    static string Reason(Change change)
    {
        var said = string.Join(": ", new[] { change.Author.Length > 0 ? $"by {change.Author}" : "", change.Reason }.Where(part => part.Length > 0));
        return said.Length > 0 ? $"({said})" : "";
    }
}
