namespace Portfolio.Cli.Tests;

/// <summary>The <c>backup</c>, <c>restore</c> and <c>store</c> commands.</summary>
public sealed class StoreTests : IDisposable
{
    readonly PortfolioProgram program = new();

    string Database => Path.Combine(program.Data, "portfolio.db");

    public void Dispose() => program.Dispose();

    [Fact]
    public async Task Restore_DamagedStore_HasWhatWasBackedUp()
    {
        var path = program.Write("ten.yaml", TenLines.Text);
        Assert.Equal(0, (await program.Run("run", path, "--replications", "64")).Code);
        var backup = await program.Run("backup", program["copy.db"]);
        Assert.True(backup.Code == 0, backup.Errors);
        var before = await program.Run("store");
        Assert.Matches("runs +[1-9]", before.Output);

        await File.WriteAllTextAsync(Database, new string('x', 10_000), TestContext.Current.CancellationToken);
        var damaged = await program.Run("store");
        Assert.Equal(3, damaged.Code);
        Assert.Contains("restore a backup", damaged.Errors, StringComparison.Ordinal);

        var restored = await program.Run("restore", program["copy.db"]);
        Assert.True(restored.Code == 0, restored.Errors);
        Assert.Equal(Kinds(before.Output), Kinds((await program.Run("store")).Output));
    }

    [Fact]
    public async Task Restore_NoCopy_IsRefusedAndChangesNothing()
    {
        Assert.Equal(0, (await program.Run("store")).Code);
        var bytes = await File.ReadAllBytesAsync(Database, TestContext.Current.CancellationToken);
        var refused = await program.Run("restore", program.Write("copy.db", "no copy"));
        Assert.Equal(1, refused.Code);
        Assert.Contains("copy.db is damaged", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(2, (await program.Run("restore", program["nothing.db"])).Code);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Database, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Prune_AllThatEnded_LeavesDefinitions()
    {
        await program.Serve();
        var path = program.Write("ten.yaml", TenLines.Text);
        Assert.Equal(0, (await program.Run("run", path, "--replications", "64")).Code);
        var pruned = await program.Run("store", "prune", "--older-than", "0");
        Assert.Matches("^[1-9][0-9]* runs, 0 batches, 0 studies and 0 rehearsals deleted", pruned.Output);
        var store = (await program.Run("store")).Output;
        Assert.DoesNotMatch("runs +[1-9]", store);
        Assert.Matches("portfolios +1 ", store);
        Assert.Equal(2, (await program.Run("store", "prune", "--older-than", "-1")).Code);
    }

    /// <summary>The lines of kinds; what the file takes up besides differs.</summary>
    static IEnumerable<string> Kinds(string output) => output.Split('\n').Where(line => line.EndsWith("bytes ", StringComparison.Ordinal) || line.Contains("kB", StringComparison.Ordinal)).Skip(1);
}
