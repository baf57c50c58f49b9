using Microsoft.Data.Sqlite;
using Portfolio.Grains;

namespace Portfolio.Storage.Sqlite;

/// <summary>Looks after the embedded store.</summary>
public sealed class SqliteCare(SqliteStore store) : IStoreCare
{
    const int Incremental = 2;
    const string BytesOfState = "length(body) + (SELECT coalesce(sum(length(piece.body)), 0) FROM state_pieces AS piece WHERE piece.state = state.sequence)";

    /// <inheritdoc/>
    public Task<StoreWeight> Weigh() => store.Read(connection =>
    {
        var page = Number(connection, "PRAGMA page_size");
        var log = new FileInfo(store.File + "-wal");
        return new StoreWeight(
            "sqlite",
            (int)SqliteSchema.VersionOf(connection),
            (page * Number(connection, "PRAGMA page_count")) + (log.Exists ? log.Length : 0),
            page * Number(connection, "PRAGMA freelist_count"),
            connection.Query(reader => new WeightOfKind(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2)), WeighedKinds.Statement(BytesOfState)));
    });

    /// <inheritdoc/>
    /// <remarks>A file that was made before free pages were counted is rebuilt once, which needs as much room again for that time.</remarks>
    public Task Shrink() => store.Tend(connection =>
    {
        var statement = Number(connection, "PRAGMA auto_vacuum") == Incremental ? "PRAGMA incremental_vacuum" : "VACUUM";
        connection.Query(_ => 0, statement);
        connection.Query(_ => 0, "PRAGMA wal_checkpoint(TRUNCATE)");
    });

    static long Number(SqliteConnection connection, string statement) => (long)connection.Scalar(statement)!;
}
