using System.Buffers;
using System.Security.Cryptography;

namespace Portfolio.Actuals.Ledgers;

/// <summary>
/// Chains the rows of a journal: each row's hash covers what it says and the hash of the row before, so that none can be
/// changed, taken out or put in later without all hashes behind it being wrong.
/// </summary>
public static class HashChain
{
    /// <summary>What the first row follows: 32 zero bytes.</summary>
    public static byte[] Beginning { get; } = new byte[SHA256.HashSizeInBytes];

    /// <summary>SHA-256 over the hash of the row before and what this row says.</summary>
    public static byte[] Next(ReadOnlySpan<byte> before, ReadOnlySpan<byte> row)
    {
        var both = ArrayPool<byte>.Shared.Rent(before.Length + row.Length);
        before.CopyTo(both);
        row.CopyTo(both.AsSpan(before.Length));
        var hash = SHA256.HashData(both.AsSpan(0, before.Length + row.Length));
        ArrayPool<byte>.Shared.Return(both);
        return hash;
    }
}
