using System.Globalization;
using Orleans.Storage;
using Portfolio.Grains;
using Portfolio.Grains.Definitions;
using Portfolio.Model.Statistics;

namespace Portfolio.Storage.Sqlite;

/// <summary>Keeps grain state in the embedded store. Its version, the etag, rises by 1 with every write; a write over what somebody else wrote is refused.</summary>
public sealed class SqliteGrainStorage(SqliteStore store) : IGrainStorage
{
    const string Insert = "INSERT INTO state (kind, key, version, form, body) VALUES (?1, ?2, ?3 + 1, ?4, ?5) ON CONFLICT DO NOTHING RETURNING 1";
    const string Update = "UPDATE state SET version = ?3 + 1, form = ?4, body = ?5 WHERE kind = ?1 AND key = ?2 AND version = ?3 RETURNING 1";
    const string Delete = "DELETE FROM state WHERE kind = ?1 AND key = ?2 AND version = ?3 RETURNING 1";

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
        var body = MessageForm.WriteToSpare(grainState.State);
        try
        {
            await Change(stateName, grainId, before, ToldRevisions.Of(KeyOf(grainId), grainState.State), before == 0 ? Insert : Update, statement =>
            {
                statement.Set(4, MessageForm.Newest);
                statement.Set(5, body.AsSpan());
            });
        }
        finally
        {
            SpareMemory.GiveBack(body.Array!);
        }

        (grainState.RecordExists, grainState.ETag) = (true, Text(before + 1));
    }

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (grainState.ETag is not null)
            await Change(stateName, grainId, VersionOf(grainState), told: null, Delete, _ => { });
        Forget(grainState);
    }

    /// <summary>Changes the row of the version that was read and, in the same transaction, tells the feed what there is to tell.</summary>
    async Task Change(string stateName, GrainId grainId, long before, RowsOfState? told, string text, Action<SqliteStatement> setBody)
    {
        var isChanged = false;
        await store.Write(connection =>
        {
            using var statement = new SqliteStatement(connection, text);
            statement.Set(1, stateName);
            statement.Set(2, KeyOf(grainId));
            statement.Set(3, before);
            setBody(statement);
            isChanged = statement.Execute() is not null;
            if (isChanged && told is not null)
                store.Appends.Tell(told);
        });
        if (!isChanged)
            throw new InconsistentStateException($"{stateName} {KeyOf(grainId)} was changed by another activation since version {before} was read");
    }

    static void Forget<T>(IGrainState<T> grainState) => (grainState.State, grainState.RecordExists, grainState.ETag) = (Activator.CreateInstance<T>(), false, null);

    static string KeyOf(GrainId grain) => grain.Key.ToString()!;

    static long VersionOf<T>(IGrainState<T> state) => state.ETag is null ? 0 : long.Parse(state.ETag, CultureInfo.InvariantCulture);

    static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);
}
