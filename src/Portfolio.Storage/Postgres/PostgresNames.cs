using Portfolio.Grains;

namespace Portfolio.Storage.Postgres;

/// <summary>Lists the names of what is stored in PostgreSQL.</summary>
public sealed class PostgresNames(PostgresStore store) : IStoredNames
{
    /// <inheritdoc/>
    public Task<List<string>> InOrder(string kind, string prefix, string after, int limit) => store.Query(
        reader => reader.GetString(0),
        "SELECT key FROM state WHERE kind = $1 AND starts_with(key, $2) AND key > $3 ORDER BY key LIMIT $4",
        kind,
        prefix,
        after,
        limit);

    /// <inheritdoc/>
    public Task<List<(long Position, string Name)>> NewestFirst(string kind, string prefix, long before, int limit) => store.Query(
        reader => (reader.GetInt64(0), reader.GetString(1)),
        "SELECT sequence, key FROM state WHERE kind = $1 AND starts_with(key, $2) AND sequence < $3 ORDER BY sequence DESC LIMIT $4",
        kind,
        prefix,
        before,
        limit);
}
