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
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        hash.AppendData(row);
        return hash.GetHashAndReset();
    }
}
