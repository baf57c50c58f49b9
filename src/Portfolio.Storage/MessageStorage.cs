using System.Globalization;
using Google.Protobuf;
using Orleans.Storage;
using Portfolio.Grains;
using Portfolio.Grains.Definitions;

namespace Portfolio.Storage;

/// <summary>Grain state as a store keeps it.</summary>
/// <param name="Version">Rises by 1 with every write.</param>
/// <param name="Form">Version of the form the body is written in.</param>
/// <param name="Body">The message.</param>
public sealed record StoredMessage(long Version, int Form, byte[] Body)
{
    /// <summary>Rows that the feed is told with it, in the same transaction; null for none.</summary>
    public RowsOfState? Told { get; init; }
}

/// <summary>Keeps grain state as protobuf with the version of its form, never with class names; a write over what somebody else wrote is refused.</summary>
public abstract class MessageStorage : IGrainStorage
{
    const int Form = 1;

    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = KeyOf(grainId);
        var stored = await Read(stateName, key);
        grainState.State = Activator.CreateInstance<T>();
        grainState.RecordExists = stored is not null;
        grainState.ETag = stored is null ? null : Text(stored.Version);
        if (stored is null)
            return;
        if (stored.Form > Form)
            throw new StoreException(StoreFault.TooNew, $"{stateName} {key} is stored in form {stored.Form}; this version knows {Form}");
        Merge(Message(grainState), stored.Body, stateName, key);
    }

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = KeyOf(grainId);
        var before = VersionOf(grainState);
        var message = Message(grainState);
        var stored = new StoredMessage(before + 1, Form, message.ToByteArray()) { Told = ToldRevisions.Of(key, message) };
        Require(await Put(stateName, key, stored), stateName, key, before);
        grainState.ETag = Text(before + 1);
        grainState.RecordExists = true;
    }

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = KeyOf(grainId);
        var before = VersionOf(grainState);
        if (before > 0)
            Require(await Delete(stateName, key, before), stateName, key, before);
        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    /// <summary>What is stored; null if nothing is.</summary>
    protected abstract Task<StoredMessage?> Read(string kind, string key);

    /// <summary>Stores a message, and tells what it has to tell, durably, if the version before it is there: nothing before version 1.</summary>
    /// <returns>Whether it was.</returns>
    protected abstract Task<bool> Put(string kind, string key, StoredMessage message);

    /// <summary>Removes a message, if it is there in this version.</summary>
    /// <returns>Whether it was.</returns>
    protected abstract Task<bool> Delete(string kind, string key, long version);

    static void Require(bool changed, string kind, string key, long before)
    {
        if (!changed)
            throw new InconsistentStateException($"{kind} {key} was changed by another activation since version {before} was read");
    }

    static void Merge(IMessage message, byte[] body, string kind, string key)
    {
        try
        {
            message.MergeFrom(body);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new StoreException(StoreFault.Damaged, $"{kind} {key} is damaged in the store: {exception.Message}");
        }
    }

    static IMessage Message<T>(IGrainState<T> state) =>
        state.State as IMessage ?? throw new NotSupportedException($"{typeof(T)} is not a message of the schema and cannot be stored");

    static string KeyOf(GrainId grain) => grain.Key.ToString()!;

    static long VersionOf<T>(IGrainState<T> state) => state.ETag is null ? 0 : long.Parse(state.ETag, CultureInfo.InvariantCulture);

    static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);
}
