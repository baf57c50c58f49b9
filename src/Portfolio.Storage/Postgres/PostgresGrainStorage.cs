namespace Portfolio.Storage.Postgres;

/// <summary>Keeps grain state in PostgreSQL.</summary>
/// <remarks>
/// In a table of our own and not through Orleans' provider: that one keys state by hashes and knows no order of keys, while lists
/// (<see cref="IStoredNames"/>) need kind and key as they are, and a column for the version of the form.
/// </remarks>
public sealed class PostgresGrainStorage(PostgresStore store) : MessageStorage
{
    /// <inheritdoc/>
    protected override async Task<StoredMessage?> Read(string kind, string key) => (await store.Query(
        reader => new StoredMessage(reader.GetInt64(0), reader.GetInt32(1), reader.GetFieldValue<byte[]>(2)),
        "SELECT version, form, body FROM state WHERE kind = $1 AND key = $2",
        kind,
        key)).SingleOrDefault();

    /// <inheritdoc/>
    protected override async Task<bool> Put(string kind, string key, StoredMessage message)
    {
        var statement = message.Version == 1
            ? "INSERT INTO state (kind, key, version, form, body) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING"
            : "UPDATE state SET version = $3, form = $4, body = $5 WHERE kind = $1 AND key = $2 AND version = $3 - 1";
        object[] values = [kind, key, message.Version, message.Form, message.Body];
        if (message.Told is not { } told)
            return await store.Execute(statement, values) > 0;
        return await store.Transact(async connection =>
        {
            var isChanged = await connection.Execute(statement, values) > 0;
            if (isChanged)
                await PostgresJournalRows.Tell(connection, told);
            return isChanged;
        });
    }

    /// <inheritdoc/>
    protected override async Task<bool> Delete(string kind, string key, long version) =>
        await store.Execute("DELETE FROM state WHERE kind = $1 AND key = $2 AND version = $3", kind, key, version) > 0;
}
