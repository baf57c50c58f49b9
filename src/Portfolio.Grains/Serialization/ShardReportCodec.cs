using System.Buffers;
using Orleans.Serialization;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.Serializers;
using Orleans.Serialization.WireProtocol;
using Portfolio.Grains.Runs;
using Portfolio.Model.Statistics;

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
        var report = (ShardReport)value!;
        var parts = ShardCodec.Encode(report);
        writer.WriteFieldHeader(fieldIdDelta, expectedType, typeof(ShardReportCodec), WireType.LengthPrefixed);
        writer.WriteVarUInt32((uint)(sizeof(int) + parts.Sum(part => sizeof(int) + part.Length)));
        writer.WriteInt32(parts.Count);
        foreach (var part in parts)
        {
            writer.WriteInt32(part.Length);
            writer.Write(part.Span);
        }

        // An answer is written once: who asked for it has it from now on, or asks again and has it computed anew.
        report.Series.Only?.LetGo();
        report.GiveBack();
    }

    /// <inheritdoc/>
    public object ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        if (field.IsReference)
            return ReferenceCodec.ReadReference(ref reader, field.FieldType!)!;
        field.EnsureWireType(WireType.LengthPrefixed);
        reader.ReadVarUInt32();
        var room = new SparePieces();
        var parts = new ReadOnlyMemory<byte>[reader.ReadInt32()];
        foreach (ref var part in parts.AsSpan())
            part = Read(ref reader, reader.ReadInt32(), room);
        var result = ShardCodec.Decode(parts, room);
        ReferenceCodec.RecordObject(reader.Session, result);
        return result;
    }

    static ReadOnlyMemory<byte> Read<TInput>(ref Reader<TInput> reader, int length, SparePieces room)
    {
        var part = room.GetMemory(length)[..length];
        reader.ReadBytes(part.Span);
        room.Advance(length);
        return part;
    }

    /// <inheritdoc/>
    public object? DeepCopy(object? input, CopyContext context) => input;
}
