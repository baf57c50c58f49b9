using System.Globalization;
using Microsoft.Data.Sqlite;
using Orleans.Storage;
using Portfolio.Grains;
using Portfolio.Grains.Definitions;
using Portfolio.Model.Statistics;

namespace Portfolio.Storage.Sqlite;

/// <summary>
/// Keeps grain state in the embedded store. Its version, the etag, rises by 1 with every write; a write over what somebody else wrote is refused. A long body is cut into pieces: SQLite copies a row
/// twice before it writes it.
/// </summary>
public sealed class SqliteGrainStorage(SqliteStore store) : IGrainStorage
{
    const string Insert = "INSERT INTO state (kind, key, version, form, body) VALUES (?1, ?2, ?3 + 1, ?4, ?5) ON CONFLICT DO NOTHING RETURNING sequence";
    const string Update = "UPDATE state SET version = ?3 + 1, form = ?4, body = ?5 WHERE kind = ?1 AND key = ?2 AND version = ?3 RETURNING sequence";
    const string Delete = "DELETE FROM state WHERE kind = ?1 AND key = ?2 AND version = ?3 RETURNING sequence";
    const string DeletePieces = "DELETE FROM state_pieces WHERE state = ?1 AND number >= ?2";
    const string KeepPiece = "INSERT INTO state_pieces (state, number, body) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET body = excluded.body";

    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        // One statement, as it has to be of one version.
        var found = await store.Read(connection => connection.Query(
            reader => (Version: reader.GetInt64(0), Form: reader.GetInt32(1), Number: reader.GetInt32(2), Body: (ReadOnlyMemory<byte>)(byte[])reader.GetValue(3)),
            """
            SELECT version, form, 0, body FROM state WHERE kind = $kind AND key = $key
            UNION ALL SELECT version, form, number, piece.body FROM state JOIN state_pieces AS piece ON state = sequence WHERE kind = $kind AND key = $key
            """,
            ("$kind", stateName),
            ("$key", KeyOf(grainId))));
        Forget(grainState);
        if (found.Count == 0)
            return;
        var (version, form) = (found[0].Version, found[0].Form);
        (grainState.RecordExists, grainState.ETag) = (true, Text(version));
        try
        {
            grainState.State = MessageForm.Read<T>(form, SparePieces.Joined([.. found.OrderBy(piece => piece.Number).Select(piece => piece.Body)]));
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
        var body = new SparePieces();
        MessageForm.Write(grainState.State, body);
        try
        {
            await Change(stateName, grainId, before, ToldRevisions.Of(KeyOf(grainId), grainState.State), before == 0 ? Insert : Update, body.Written);
        }
        finally
        {
            body.GiveBack();
        }

        (grainState.RecordExists, grainState.ETag) = (true, Text(before + 1));
    }

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (grainState.ETag is not null)
            await Change(stateName, grainId, VersionOf(grainState), told: null, Delete);
        Forget(grainState);
    }

    /// <summary>Changes the row of the version that was read and, in the same transaction, its pieces, and tells the feed what there is to tell.</summary>
    async Task Change(string stateName, GrainId grainId, long before, RowsOfState? told, string text, IReadOnlyList<ReadOnlyMemory<byte>>? body = null)
    {
        var isChanged = false;
        await store.Write(connection =>
        {
            using var statement = new SqliteStatement(connection, text);
            statement.Set(1, stateName);
            statement.Set(2, KeyOf(grainId));
            statement.Set(3, before);
            if (body is not null)
            {
                statement.Set(4, MessageForm.Newest);
                statement.Set(5, body.Count > 0 ? body[0].Span : []);
            }

            var state = statement.Execute();
            isChanged = state is not null;
            if (isChanged && body is not null)
                WriteBehindFirst(connection, state!.Value, body);
            if (isChanged && told is not null)
                store.Appends.Tell(told);
        });
        if (!isChanged)
            throw new InconsistentStateException($"{stateName} {KeyOf(grainId)} was changed by another activation since version {before} was read");
    }

    /// <summary>Writes the pieces of a body behind the first, and deletes those that it has no longer.</summary>
    static void WriteBehindFirst(SqliteConnection connection, long state, IReadOnlyList<ReadOnlyMemory<byte>> body)
    {
        using (var delete = new SqliteStatement(connection, DeletePieces))
        {
            delete.Set(1, state);
            delete.Set(2, Math.Max(1, body.Count));
            delete.Execute();
        }

        if (body.Count <= 1)
            return;
        using var keep = new SqliteStatement(connection, KeepPiece);
        for (var number = 1; number < body.Count; number++)
        {
            keep.Set(1, state);
            keep.Set(2, number);
            keep.Set(3, body[number].Span);
            keep.Execute();
        }
    }

    static void Forget<T>(IGrainState<T> grainState) => (grainState.State, grainState.RecordExists, grainState.ETag) = (Activator.CreateInstance<T>(), false, null);

    static string KeyOf(GrainId grain) => grain.Key.ToString()!;

    static long VersionOf<T>(IGrainState<T> state) => state.ETag is null ? 0 : long.Parse(state.ETag, CultureInfo.InvariantCulture);

    static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);
}
