using Microsoft.Data.Sqlite;

namespace Portfolio.Storage.Sqlite;

/// <summary>Keeps grain state in the embedded store.</summary>
public sealed class SqliteGrainStorage(SqliteStore store) : MessageStorage
{
    readonly SqliteJournalRows journals = new(store);

    /// <inheritdoc/>
    protected override async Task<StoredMessage?> Read(string kind, string key) => (await store.Read(connection => connection.Query(
        reader => new StoredMessage(reader.GetInt64(0), reader.GetInt32(1), (byte[])reader.GetValue(2)),
        "SELECT version, form, body FROM state WHERE kind = $kind AND key = $key",
        ("$kind", kind),
        ("$key", key)))).SingleOrDefault();

    /// <inheritdoc/>
    protected override Task<bool> Put(string kind, string key, StoredMessage message) => Change(connection =>
    {
        var changed = connection.Execute(
            message.Version == 1
                ? "INSERT INTO state (kind, key, version, form, body) VALUES ($kind, $key, $version, $form, $body) ON CONFLICT DO NOTHING"
                : "UPDATE state SET version = $version, form = $form, body = $body WHERE kind = $kind AND key = $key AND version = $version - 1",
            ("$kind", kind),
            ("$key", key),
            ("$version", message.Version),
            ("$form", message.Form),
            ("$body", message.Body));
        if (changed > 0 && message.Told is { } told)
            journals.Tell(connection, told);
        return changed;
    });

    /// <inheritdoc/>
    protected override Task<bool> Delete(string kind, string key, long version) => Change(connection =>
        connection.Execute("DELETE FROM state WHERE kind = $kind AND key = $key AND version = $version", ("$kind", kind), ("$key", key), ("$version", version)));

    async Task<bool> Change(Func<SqliteConnection, int> change)
    {
        var changed = 0;
        await store.Write(connection => changed = change(connection));
        return changed > 0;
    }
}
