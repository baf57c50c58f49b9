using System.IO.Compression;
using Google.Protobuf;

namespace Portfolio.Grains.Runs;

/// <summary>Numbers in compressed form, little-endian; a byte comes first that says which form it is.</summary>
static class Compressed
{
    const byte Version = 3;
    const int Buffer = 1 << 16;

    /// <summary>What is written, compressed.</summary>
    public static ByteString Of(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        stream.WriteByte(Version);
        using (var brotli = new BrotliStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        using (var buffered = new BufferedStream(brotli, Buffer))
        using (var writer = new BinaryWriter(buffered))
            write(writer);
        return ByteString.CopyFrom(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    /// <summary>What was written, as bytes.</summary>
    /// <exception cref="InvalidDataException">It has another form.</exception>
    public static byte[] Bytes(ReadOnlyMemory<byte> encoded)
    {
        using var reader = Read(encoded);
        using var plain = new MemoryStream();
        reader.BaseStream.CopyTo(plain);
        return plain.ToArray();
    }

    /// <summary>Reads what was written.</summary>
    /// <exception cref="InvalidDataException">It has another form.</exception>
    public static BinaryReader Read(ReadOnlyMemory<byte> encoded)
    {
        if (encoded.Span[0] != Version)
            throw new InvalidDataException($"a result is stored in form {encoded.Span[0]}; this version knows {Version}");
        var plain = new BrotliStream(new MemoryStream(encoded[1..].ToArray()), CompressionMode.Decompress);
        return new BinaryReader(new BufferedStream(plain, Buffer));
    }
}
