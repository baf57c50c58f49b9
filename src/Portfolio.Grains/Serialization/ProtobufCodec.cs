using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Text;
using Google.Protobuf;
using Orleans.Serialization;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.Serializers;
using Orleans.Serialization.WireProtocol;
using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Serialization;

/// <summary>Carries the messages of the schema between silos as protobuf, named by their schema name and never by a class.</summary>
[Alias(Alias)]
public sealed class ProtobufCodec : IGeneralizedCodec, IGeneralizedCopier, ITypeFilter
{
    internal const string Alias = "portfolio-protobuf";

    static readonly FrozenDictionary<string, MessageParser> Parsers = typeof(Number).Assembly.GetExportedTypes()
        .Where(type => type is { IsNested: false } && typeof(IMessage).IsAssignableFrom(type))
        .Select(type => ((IMessage)Activator.CreateInstance(type)!).Descriptor)
        .ToFrozenDictionary(message => message.FullName, message => message.Parser);

    /// <inheritdoc/>
    public bool IsSupportedType(Type type) => type == typeof(ProtobufCodec) || (typeof(IMessage).IsAssignableFrom(type) && !type.IsAbstract);

    /// <inheritdoc/>
    public bool? IsTypeAllowed(Type type) => IsSupportedType(type) ? true : null;

    /// <inheritdoc/>
    public void WriteField<TBufferWriter>(ref Writer<TBufferWriter> writer, uint fieldIdDelta, Type? expectedType, object? value)
        where TBufferWriter : IBufferWriter<byte>
    {
        if (ReferenceCodec.TryWriteReferenceField(ref writer, fieldIdDelta, expectedType, value))
            return;
        var message = (IMessage)value!;
        var name = Encoding.UTF8.GetBytes(message.Descriptor.FullName);
        var body = new byte[sizeof(ushort) + name.Length + message.CalculateSize()];
        BinaryPrimitives.WriteUInt16LittleEndian(body, (ushort)name.Length);
        name.CopyTo(body, sizeof(ushort));
        message.WriteTo(body.AsSpan(sizeof(ushort) + name.Length));
        writer.WriteFieldHeader(fieldIdDelta, expectedType, typeof(ProtobufCodec), WireType.LengthPrefixed);
        writer.WriteVarUInt32((uint)body.Length);
        writer.Write(body);
    }

    /// <inheritdoc/>
    public object ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        if (field.IsReference)
            return ReferenceCodec.ReadReference(ref reader, field.FieldType!)!;
        field.EnsureWireType(WireType.LengthPrefixed);
        var body = reader.ReadBytes(reader.ReadVarUInt32());
        var start = sizeof(ushort) + BinaryPrimitives.ReadUInt16LittleEndian(body);
        var name = Encoding.UTF8.GetString(body.AsSpan(sizeof(ushort)..start));
        var message = Parsers[name].ParseFrom(body.AsSpan(start));
        ReferenceCodec.RecordObject(reader.Session, message);
        return message;
    }

    /// <inheritdoc/>
    public object? DeepCopy(object? input, CopyContext context)
    {
        if (input is null)
            return null;
        if (context.TryGetCopy<object>(input, out var known))
            return known;
        var message = (IMessage)input;
        var copy = message.Descriptor.Parser.ParseFrom(message.ToByteArray());
        context.RecordCopy(input, copy);
        return copy;
    }
}
