using Google.Protobuf;
using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Tests.Journals;

/// <summary>Whatever somebody does to the rows of a journal behind its back, verifying names the first entry that is wrong.</summary>
public sealed class ProofTests : IAsyncLifetime
{
    readonly Scratch scratch = new();
    readonly string subject = Said.Subject();
    Cluster cluster = null!;

    public async ValueTask InitializeAsync()
    {
        cluster = await Cluster.Start(scratch.Store);
        await cluster.Journal(subject).Record(Said.Many(5));
        await cluster.Journal(subject).Restart();
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.DisposeAsync();
        await scratch.DisposeAsync();
    }

    [Fact]
    public Task Verify_RowThatCannotBeRead_NamesIt() => Finds("UPDATE journal_rows SET body = x'ff' WHERE number = 3", 2, "entry 3 cannot be read");

    [Fact]
    public Task Verify_RowOfAnother_NamesIt() => Finds(
        "UPDATE journal_rows SET body = (SELECT body FROM journal_rows WHERE number = 2) WHERE number = 4", 3, "entry 4 is not what was recorded, or something before it was taken out");

    [Fact]
    public Task Verify_RowTakenOut_NamesTheGap() => Finds("DELETE FROM journal_rows WHERE number = 2", 1, "behind entry 1 comes entry 3; 1 are missing");

    [Fact]
    public async Task Verify_AmountChanged_NamesIt()
    {
        var forged = Said.Live("k3", 99);
        (forged.Number, forged.Subject) = (3, subject);
        var row = new StoredEntry { Entry = forged.ToByteString(), Hash = ByteString.CopyFrom(new byte[32]) };
        await Finds($"UPDATE journal_rows SET body = x'{Convert.ToHexString(row.ToByteArray())}' WHERE number = 3", 2, "entry 3 is not what was recorded");
    }

    [Fact]
    public async Task Record_KeyOfAnEntryThatIsNotThere_IsAFaultOfTheStore()
    {
        await Damage("UPDATE journal_rows SET body = (SELECT body FROM journal_rows WHERE number = 3) WHERE number = 2");
        var fault = await Assert.ThrowsAsync<StoreException>(() => cluster.Journal(subject).Record(Said.Live("k2", 1)));
        Assert.Equal((StoreFault.Damaged, $"{subject} has key \"k2\" for entry 2, which is not there or says something else; verify the journal, and restore a backup"), (fault.Fault, fault.Message));
    }

    Task Damage(string damage) => scratch.Store.Write(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = damage;
        Assert.Equal(1, command.ExecuteNonQuery());
    });

    async Task Finds(string damage, long verified, string problem)
    {
        await Damage(damage);
        var proof = await cluster.Journal(subject).Verify();
        Assert.Equal(verified, proof.Verified);
        Assert.StartsWith(problem, proof.Problem, StringComparison.Ordinal);
    }
}
