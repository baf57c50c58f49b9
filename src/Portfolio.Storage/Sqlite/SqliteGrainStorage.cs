namespace Portfolio.Storage.Sqlite;

/// <summary>Keeps grain state in the embedded store.</summary>
public sealed class SqliteGrainStorage(SqliteStore store) : MessageStorage
{
    /// <inheritdoc/>
    protected override async Task<StoredMessage?> Read(string kind, string key) => (await store.Read(connection => connection.Query(
        reader => new StoredMessage(reader.GetInt64(0), reader.GetInt32(1), (byte[])reader.GetValue(2)),
        "SELECT version, form, body FROM state WHERE kind = $kind AND key = $key",
        ("$kind", kind),
        ("$key", key)))).SingleOrDefault();

    /// <inheritdoc/>
    protected override Task<bool> Put(string kind, string key, StoredMessage message) => Change(
        message.Version == 1
            ? "INSERT INTO state (kind, key, version, form, body) VALUES ($kind, $key, $version, $form, $body) ON CONFLICT DO NOTHING"
            : "UPDATE state SET version = $version, form = $form, body = $body WHERE kind = $kind AND key = $key AND version = $version - 1",
        ("$kind", kind),
        ("$key", key),
        ("$version", message.Version),
        ("$form", message.Form),
        ("$body", message.Body));

    /// <inheritdoc/>
    protected override Task<bool> Delete(string kind, string key, long version) =>
        Change("DELETE FROM state WHERE kind = $kind AND key = $key AND version = $version", ("$kind", kind), ("$key", key), ("$version", version));

    async Task<bool> Change(string statement, params (string Name, object Value)[] parameters)
    {
        var changed = 0;
        await store.Write(connection => changed = connection.Execute(statement, parameters));
        return changed > 0;
    }
}
