namespace Portfolio.Storage;

/// <summary>Lists the names of what is stored.</summary>
public sealed class SqliteNames(SqliteStore store)
{
    /// <summary>Names of a kind directly below a parent, in their order.</summary>
    /// <param name="kind">Kind of state.</param>
    /// <param name="prefix">What the names begin with.</param>
    /// <param name="after">Only names after this one; empty for all.</param>
    /// <param name="limit">Most names wanted.</param>
    public Task<List<string>> InOrder(string kind, string prefix, string after, int limit) => store.Read(connection => connection.Query(
        reader => reader.GetString(0),
        "SELECT key FROM state WHERE kind = $kind AND substr(key, 1, length($prefix)) = $prefix AND key > $after ORDER BY key LIMIT $limit",
        ("$kind", kind),
        ("$prefix", prefix),
        ("$after", after),
        ("$limit", limit)));

    /// <summary>Names of a kind below a parent, the newest first, each with its position.</summary>
    /// <param name="kind">Kind of state.</param>
    /// <param name="prefix">What the names begin with.</param>
    /// <param name="before">Only what was made before this position.</param>
    /// <param name="limit">Most names wanted.</param>
    public Task<List<(long Position, string Name)>> NewestFirst(string kind, string prefix, long before, int limit) => store.Read(connection => connection.Query(
        reader => (reader.GetInt64(0), reader.GetString(1)),
        "SELECT sequence, key FROM state WHERE kind = $kind AND substr(key, 1, length($prefix)) = $prefix AND sequence < $before ORDER BY sequence DESC LIMIT $limit",
        ("$kind", kind),
        ("$prefix", prefix),
        ("$before", before),
        ("$limit", limit)));
}
