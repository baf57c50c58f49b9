using System.Globalization;
using Orleans.Storage;
using Portfolio.Grains;
using Portfolio.Grains.Definitions;

namespace Portfolio.Storage.Sqlite;

/// <summary>Keeps grain state in the embedded store. Its version, the etag, rises by 1 with every write; a write over what somebody else wrote is refused.</summary>
public sealed class SqliteGrainStorage(SqliteStore store) : IGrainStorage
{
    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var found = await store.Read(connection => connection.Query(
            reader => (Version: reader.GetInt64(0), Form: reader.GetInt32(1), Body: (byte[])reader.GetValue(2)),
            "SELECT version, form, body FROM state WHERE kind = $kind AND key = $key",
            ("$kind", stateName),
            ("$key", KeyOf(grainId))));
        Forget(grainState);
        if (found is not [var stored])
            return;
        (grainState.RecordExists, grainState.ETag) = (true, Text(stored.Version));
        try
        {
            grainState.State = MessageForm.Read<T>(stored.Form, stored.Body);
        }
        catch (StoreException fault)
        {
            throw MessageForm.Of(fault, stateName, grainId);
        }
    }

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var before = VersionOf(grainState);
        await Change(
            ToldRevisions.Of(KeyOf(grainId), grainState.State),
            before == 0
                ? "INSERT INTO state (kind, key, version, form, body) VALUES ($kind, $key, $before + 1, $form, $body) ON CONFLICT DO NOTHING"
                : "UPDATE state SET version = $before + 1, form = $form, body = $body WHERE kind = $kind AND key = $key AND version = $before",
            ("$kind", stateName),
            ("$key", KeyOf(grainId)),
            ("$before", before),
            ("$form", MessageForm.Newest),
            ("$body", MessageForm.Write(grainState.State)));
        (grainState.RecordExists, grainState.ETag) = (true, Text(before + 1));
    }

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (grainState.ETag is not null)
        {
            await Change(
                told: null,
                "DELETE FROM state WHERE kind = $kind AND key = $key AND version = $before",
                ("$kind", stateName),
                ("$key", KeyOf(grainId)),
                ("$before", VersionOf(grainState)));
        }

        Forget(grainState);
    }

    /// <summary>Changes the row of the version that was read and, in the same transaction, tells the feed what there is to tell.</summary>
    async Task Change(RowsOfState? told, string statement, params (string Name, object Value)[] parameters)
    {
        var changed = 0;
        await store.Write(connection =>
        {
            changed = connection.Execute(statement, parameters);
            if (changed > 0 && told is not null)
                store.Appends.Tell(told);
        });
        if (changed == 0)
            throw new InconsistentStateException($"{parameters[0].Value} {parameters[1].Value} was changed by another activation since version {parameters[2].Value} was read");
    }

    static void Forget<T>(IGrainState<T> grainState) => (grainState.State, grainState.RecordExists, grainState.ETag) = (Activator.CreateInstance<T>(), false, null);

    static string KeyOf(GrainId grain) => grain.Key.ToString()!;

    static long VersionOf<T>(IGrainState<T> state) => state.ETag is null ? 0 : long.Parse(state.ETag, CultureInfo.InvariantCulture);

    static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);
}
