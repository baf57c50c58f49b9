using System.Buffers;
using Google.Protobuf;
using Portfolio.Grains;

namespace Portfolio.Storage;

/// <summary>The form of stored grain state: protobuf, beside it the version of the form, and never the name of a class.</summary>
static class MessageForm
{
    /// <summary>The newest version of the form, in which everything is written.</summary>
    public const byte Newest = 1;

    /// <summary>A state's body behind its form, in one byte.</summary>
    /// <exception cref="NotSupportedException">It is no message of the schema.</exception>
    public static byte[] BehindForm<T>(T? state)
    {
        var message = MessageOf(state);
        var bytes = new byte[1 + message.CalculateSize()];
        bytes[0] = Newest;
        message.WriteTo(bytes.AsSpan(1));
        return bytes;
    }

    /// <summary>Writes a state's body; a run's is megabytes again and again.</summary>
    /// <exception cref="NotSupportedException">It is no message of the schema.</exception>
    public static void Write<T>(T? state, IBufferWriter<byte> to) => MessageOf(state).WriteTo(to);

    /// <summary>The state that a body holds.</summary>
    /// <exception cref="StoreException">A newer version wrote it, or it is damaged.</exception>
    public static T Read<T>(int form, ReadOnlySpan<byte> body)
    {
        if (form > Newest)
            throw new StoreException(StoreFault.TooNew, $"it is stored in form {form}; this version knows {Newest}");
        var state = Activator.CreateInstance<T>();
        try
        {
            ((IMessage)state!).MergeFrom(body);
            return state;
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new StoreException(StoreFault.Damaged, $"it is damaged in the store: {exception.Message}");
        }
    }

    /// <summary>The same fault, with the name of whose state it is about.</summary>
    public static StoreException Of(StoreException fault, string kind, GrainId grain) => new(fault.Fault, $"{kind} {grain.Key}: {fault.Message}");

    static IMessage MessageOf<T>(T? state) =>
        state as IMessage ?? throw new NotSupportedException($"{typeof(T)} is not a message of the schema and cannot be stored");
}
