using System.Buffers;
using Orleans.Serialization;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.Serializers;
using Orleans.Serialization.WireProtocol;
using Portfolio.Grains.Runs;

namespace Portfolio.Grains.Serialization;

/// <summary>Carries what a shard came to: as it is within a silo, where nobody else has it, encoded between silos.</summary>
[Alias(Alias)]
public sealed class ShardReportCodec : IGeneralizedCodec, IGeneralizedCopier, ITypeFilter
{
    internal const string Alias = "portfolio-shard-report";

    /// <inheritdoc/>
    public bool IsSupportedType(Type type) => type == typeof(ShardReportCodec) || type == typeof(ShardReport);

    /// <inheritdoc/>
    public bool? IsTypeAllowed(Type type) => IsSupportedType(type) ? true : null;

    /// <inheritdoc/>
    public void WriteField<TBufferWriter>(ref Writer<TBufferWriter> writer, uint fieldIdDelta, Type? expectedType, object? value)
        where TBufferWriter : IBufferWriter<byte>
    {
        if (ReferenceCodec.TryWriteReferenceField(ref writer, fieldIdDelta, expectedType, value))
            return;
        var parts = ShardCodec.Encode((ShardReport)value!);
        writer.WriteFieldHeader(fieldIdDelta, expectedType, typeof(ShardReportCodec), WireType.LengthPrefixed);
        writer.WriteVarUInt32((uint)parts.Sum(part => sizeof(int) + part.Length));
        foreach (var part in parts)
        {
            writer.WriteInt32(part.Length);
            writer.Write(part.Span);
        }
    }

    /// <inheritdoc/>
    public object ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        if (field.IsReference)
            return ReferenceCodec.ReadReference(ref reader, field.FieldType!)!;
        field.EnsureWireType(WireType.LengthPrefixed);
        reader.ReadVarUInt32();
        var parts = new ReadOnlyMemory<byte>[ShardCodec.Parts];
        foreach (ref var part in parts.AsSpan())
            part = reader.ReadBytes((uint)reader.ReadInt32());
        var result = ShardCodec.Decode(parts);
        ReferenceCodec.RecordObject(reader.Session, result);
        return result;
    }

    /// <inheritdoc/>
    public object? DeepCopy(object? input, CopyContext context) => input;
}
