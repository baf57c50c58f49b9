using System.Buffers;
using Google.Protobuf;
using Orleans.Serialization;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.Serializers;
using Orleans.Serialization.WireProtocol;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Serialization;

/// <summary>Carries what a shard came to: as it is within a silo (nobody changes it any more), compressed between silos.</summary>
[Alias(Alias)]
public sealed class RangeResultCodec : IGeneralizedCodec, IGeneralizedCopier, ITypeFilter
{
    internal const string Alias = "portfolio-range-result";

    /// <inheritdoc/>
    public bool IsSupportedType(Type type) => type == typeof(RangeResultCodec) || type == typeof(RangeResult);

    /// <inheritdoc/>
    public bool? IsTypeAllowed(Type type) => IsSupportedType(type) ? true : null;

    /// <inheritdoc/>
    public void WriteField<TBufferWriter>(ref Writer<TBufferWriter> writer, uint fieldIdDelta, Type? expectedType, object? value)
        where TBufferWriter : IBufferWriter<byte>
    {
        if (ReferenceCodec.TryWriteReferenceField(ref writer, fieldIdDelta, expectedType, value))
            return;
        var body = ShardCodec.Encode((RangeResult)value!).ToByteArray();
        writer.WriteFieldHeader(fieldIdDelta, expectedType, typeof(RangeResultCodec), WireType.LengthPrefixed);
        writer.WriteVarUInt32((uint)body.Length);
        writer.Write(body);
    }

    /// <inheritdoc/>
    public object ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        if (field.IsReference)
            return ReferenceCodec.ReadReference(ref reader, field.FieldType!)!;
        field.EnsureWireType(WireType.LengthPrefixed);
        var result = ShardCodec.Decode(ShardResult.Parser.ParseFrom(reader.ReadBytes(reader.ReadVarUInt32())));
        ReferenceCodec.RecordObject(reader.Session, result);
        return result;
    }

    /// <inheritdoc/>
    public object? DeepCopy(object? input, CopyContext context) => input;
}
