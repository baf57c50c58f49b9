using System.Security.Cryptography;
using System.Text;

namespace Portfolio.Storage.Tests;

/// <summary>Migrations that somebody's store has been through already.</summary>
static class Released
{
    /// <summary>Fails where one of them was changed: stores that have it would differ from new ones. A change is a migration of its own.</summary>
    public static void AreUnchanged(IReadOnlyList<string> migrations, params string[] released)
    {
        Assert.True(migrations.Count >= released.Length, "a released migration is missing");
        Assert.Equal(released, migrations.Take(released.Length).Select(Digest));
        Assert.True(migrations.Count == released.Length, $"the new migration's digest belongs into this test: {Digest(migrations[^1])}");
    }

    static string Digest(string migration) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(migration.ReplaceLineEndings("\n"))))[..16];
}
