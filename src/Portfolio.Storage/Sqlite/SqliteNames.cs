using Portfolio.Grains;

namespace Portfolio.Storage.Sqlite;

/// <summary>Lists the names of what is stored in the embedded store.</summary>
public sealed class SqliteNames(SqliteStore store) : IStoredNames
{
    /// <inheritdoc/>
    public Task<List<string>> InOrder(string kind, string prefix, string after, int limit) => store.Read(connection => connection.Query(
        reader => reader.GetString(0),
        "SELECT key FROM state WHERE kind = $kind AND substr(key, 1, length($prefix)) = $prefix AND key > $after ORDER BY key LIMIT $limit",
        ("$kind", kind),
        ("$prefix", prefix),
        ("$after", after),
        ("$limit", limit)));

    /// <inheritdoc/>
    public Task<List<(long Position, string Name)>> NewestFirst(string kind, string prefix, long before, int limit) => store.Read(connection => connection.Query(
        reader => (reader.GetInt64(0), reader.GetString(1)),
        "SELECT sequence, key FROM state WHERE kind = $kind AND substr(key, 1, length($prefix)) = $prefix AND sequence < $before ORDER BY sequence DESC LIMIT $limit",
        ("$kind", kind),
        ("$prefix", prefix),
        ("$before", before),
        ("$limit", limit)));
}
