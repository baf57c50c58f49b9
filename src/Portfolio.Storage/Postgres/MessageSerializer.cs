using Orleans.Storage;

namespace Portfolio.Storage.Postgres;

/// <summary>Grain state as Orleans' provider hands it to its statements: a byte with the version of the form, and the body.</summary>
sealed class MessageSerializer : IGrainStorageSerializer
{
    /// <inheritdoc/>
    public BinaryData Serialize<T>(T? input) => new(MessageForm.BehindForm(input));

    /// <inheritdoc/>
    public T Deserialize<T>(BinaryData input)
    {
        var stored = input.ToMemory().Span;
        return MessageForm.Read<T>(stored[0], stored[1..]);
    }
}
