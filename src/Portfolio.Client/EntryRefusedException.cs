using Portfolio.Contracts.V1;

namespace Portfolio.Client;

/// <summary>A server refused an entry; nothing of it was recorded.</summary>
public sealed class EntryRefusedException(IReadOnlyList<EntryProblem> problems) : Exception(string.Join("; ", problems.Select(problem => $"{problem.Field}: {problem.Description}")))
{
    /// <summary>Everything that is wrong with it.</summary>
    public IReadOnlyList<EntryProblem> Problems => problems;
}
