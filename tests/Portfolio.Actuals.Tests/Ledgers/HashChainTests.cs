using System.Security.Cryptography;
using Portfolio.Actuals.Ledgers;

namespace Portfolio.Actuals.Tests.Ledgers;

/// <summary>The chain of hashes.</summary>
public sealed class HashChainTests
{
    [Fact]
    public void Next_FirstRow_IsTheHashOfZerosAndTheRow() =>
        Assert.Equal(SHA256.HashData([.. new byte[32], 1, 2, 3]), HashChain.Next(HashChain.Beginning, [1, 2, 3]));

    [Fact]
    public void Next_RowsExchanged_GivesAnotherHash() =>
        Assert.NotEqual(HashChain.Next(HashChain.Next(HashChain.Beginning, [1]), [2]), HashChain.Next(HashChain.Next(HashChain.Beginning, [2]), [1]));
}
