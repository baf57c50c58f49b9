namespace Portfolio.Grains;

/// <summary>Lists the names of what is stored.</summary>
public interface IStoredNames
{
    /// <summary>Names of a kind directly below a parent, in their order.</summary>
    /// <param name="kind">Kind of state.</param>
    /// <param name="prefix">What the names begin with.</param>
    /// <param name="after">Only names after this one; empty for all.</param>
    /// <param name="limit">Most names wanted.</param>
    Task<List<string>> InOrder(string kind, string prefix, string after, int limit);

    /// <summary>Names of a kind below a parent, the newest first, each with its position.</summary>
    /// <param name="kind">Kind of state.</param>
    /// <param name="prefix">What the names begin with.</param>
    /// <param name="before">Only what was made before this position.</param>
    /// <param name="limit">Most names wanted.</param>
    Task<List<(long Position, string Name)>> NewestFirst(string kind, string prefix, long before, int limit);
}
