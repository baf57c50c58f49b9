namespace Portfolio.Grains.Runs;

/// <summary>Which subjects somebody wants: by name, or all of a kind by <c>-</c>, such as <c>initiatives/-</c>.</summary>
static class WantedSubjects
{
    /// <summary>Whether a subject is wanted.</summary>
    public static bool Holds(this IReadOnlySet<string> wanted, string subject) => wanted.Contains(subject) || wanted.Contains($"{subject.Split('/')[0]}/-");
}
