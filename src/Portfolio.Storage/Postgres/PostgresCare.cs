using Portfolio.Grains;

namespace Portfolio.Storage.Postgres;

/// <summary>Looks after a store in PostgreSQL.</summary>
public sealed class PostgresCare(PostgresStore store) : IStoreCare
{
    /// <inheritdoc/>
    public async Task<StoreWeight> Weigh()
    {
        var kinds = await store.Query(reader => new WeightOfKind(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2)), WeighedKinds.Statement("length(body)"));
        var (schema, bytes) = (await store.Query(
            reader => (reader.GetInt32(0), reader.GetInt64(1)), "SELECT version, pg_database_size(current_database()) FROM schema_version")).Single();
        return new StoreWeight("postgresql", schema, bytes, 0, kinds);
    }

    /// <inheritdoc/>
    /// <remarks>The room is then free for what comes and the files keep their size, as PostgreSQL's own autovacuum would leave it a little later.</remarks>
    public async Task Shrink()
    {
        await store.Execute("VACUUM (ANALYZE) state");
        await store.Execute("VACUUM (ANALYZE) outcomes");
        await store.Execute("VACUUM (ANALYZE) shards");
    }
}
