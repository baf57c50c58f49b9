using System.Globalization;
using Google.Protobuf;
using Microsoft.Data.Sqlite;
using Orleans.Storage;

namespace Portfolio.Storage;

/// <summary>Keeps grain state in the embedded store, as protobuf with the version of its form, never with class names.</summary>
public sealed class SqliteGrainStorage(SqliteStore store) : IGrainStorage
{
    const int Form = 1;

    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = grainId.Key.ToString()!;
        var row = (await store.Read(connection => connection.Query(
            reader => (Version: reader.GetInt64(0), Form: reader.GetInt64(1), Body: (byte[])reader.GetValue(2)),
            "SELECT version, form, body FROM state WHERE kind = $kind AND key = $key",
            ("$kind", stateName),
            ("$key", key)))).FirstOrDefault();
        grainState.State = Activator.CreateInstance<T>();
        grainState.RecordExists = row.Body is not null;
        grainState.ETag = row.Body is null ? null : Text(row.Version);
        if (row.Body is null)
            return;
        if (row.Form > Form)
            throw new InconsistentStateException($"{stateName} {key} is stored in form {row.Form}; this version knows {Form}");
        Message(grainState).MergeFrom(row.Body);
    }

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var body = Message(grainState).ToByteArray();
        var before = VersionOf(grainState);
        await store.Write(connection => Put(connection, stateName, grainId.Key.ToString()!, before, body));
        grainState.ETag = Text(before + 1);
        grainState.RecordExists = true;
    }

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var before = VersionOf(grainState);
        if (before > 0)
            await store.Write(connection => Delete(connection, stateName, grainId.Key.ToString()!, before));
        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    static void Put(SqliteConnection connection, string kind, string key, long before, byte[] body)
    {
        var changed = connection.Execute(
            before == 0
                ? "INSERT INTO state (kind, key, version, form, body) VALUES ($kind, $key, $before + 1, $form, $body) ON CONFLICT DO NOTHING"
                : "UPDATE state SET version = $before + 1, form = $form, body = $body WHERE kind = $kind AND key = $key AND version = $before",
            ("$kind", kind),
            ("$key", key),
            ("$before", before),
            ("$form", Form),
            ("$body", body));
        RequireChanged(changed, kind, key, before);
    }

    static void Delete(SqliteConnection connection, string kind, string key, long before)
    {
        var changed = connection.Execute(
            "DELETE FROM state WHERE kind = $kind AND key = $key AND version = $before", ("$kind", kind), ("$key", key), ("$before", before));
        RequireChanged(changed, kind, key, before);
    }

    static void RequireChanged(int changed, string kind, string key, long before)
    {
        if (changed == 0)
            throw new InconsistentStateException($"{kind} {key} was changed by another activation since version {before} was read");
    }

    static IMessage Message<T>(IGrainState<T> state) =>
        state.State as IMessage ?? throw new NotSupportedException($"{typeof(T)} is not a message of the schema and cannot be stored");

    static long VersionOf<T>(IGrainState<T> state) => state.ETag is null ? 0 : long.Parse(state.ETag, CultureInfo.InvariantCulture);

    static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);
}
