using Npgsql;
using Portfolio.Grains;
using static Npgsql.PostgresErrorCodes;

namespace Portfolio.Storage.Postgres;

/// <summary>What PostgreSQL's error codes mean for whoever asked; see its manual, appendix A.</summary>
static class PostgresFaults
{
    /// <summary>The fault of the store, or null where the statement itself was wrong.</summary>
    public static StoreException? Of(NpgsqlException exception) => exception is PostgresException told ? Of(told) : Unavailable(exception);

    static StoreException? Of(PostgresException exception) => exception.SqlState switch
    {
        DiskFull => new StoreException(StoreFault.Full, $"PostgreSQL has no room left on its disk: {exception.MessageText}"),
        ReadOnlySqlTransaction => new StoreException(StoreFault.ReadOnly, $"PostgreSQL can only be read: {exception.MessageText}"),
        DataCorrupted or IndexCorrupted => new StoreException(StoreFault.Damaged, $"PostgreSQL's data is damaged ({exception.MessageText}); restore a backup"),
        SerializationFailure or DeadlockDetected or LockNotAvailable or InvalidCatalogName => Unavailable(exception),
        var state when state[..2] is "08" or "28" or "53" or "57" or "58" => Unavailable(exception),
        _ => null,
    };

    static StoreException Unavailable(NpgsqlException exception) =>
        new(StoreFault.Unavailable, $"PostgreSQL does not answer: {(exception as PostgresException)?.MessageText ?? (exception.InnerException ?? exception).Message}");
}
