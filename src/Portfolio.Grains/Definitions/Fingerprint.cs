using System.Security.Cryptography;
using Google.Protobuf;

namespace Portfolio.Grains.Definitions;

/// <summary>Tells definitions apart by their content.</summary>
static class Fingerprint
{
    const int Digits = 16;

    /// <summary>The beginning of the SHA-256 of a message, in hexadecimal; empty for none. Equal for equal content.</summary>
    public static string Of(IMessage? message) => message is null ? "" : Convert.ToHexStringLower(SHA256.HashData(Bytes(message)))[..Digits];

    /// <summary>The etag of a revision: its number, and what it says.</summary>
    public static string Etag(long revision, string definition, string source = "") =>
        source.Length == 0 ? $"{revision}-{definition}" : $"{revision}-{definition}-{source}";

    /// <summary>Bytes that are equal for equal content: maps are written in the order of their keys.</summary>
    static byte[] Bytes(IMessage message)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true) { Deterministic = true })
            message.WriteTo(output);
        return stream.ToArray();
    }
}
