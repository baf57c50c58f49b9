using Portfolio.Storage.Tests.Stores;
using Portfolio.Tests;

namespace Portfolio.Storage.Tests;

/// <summary>Outcomes of runs, block by block.</summary>
public abstract class OutcomeBlocksLaws(TestedStore store) : Laws(store)
{
    const string Run = "workspaces/default/runs/one";

    [Fact]
    public async Task Read_NothingWritten_GivesNothing() => Assert.Empty(await Read(Run));

    [Fact]
    public async Task Read_WrittenInAnyOrder_GivesBlocksInTheOrderOfReplications()
    {
        var firsts = Enumerable.Range(0, 20).Select(i => 64 * i).ToList();
        await Task.WhenAll(firsts.OrderBy(first => first * 37 % 101).Select(first => Store.Outcomes.Write(Run, first, Body(first))));
        await Reopen();

        var read = await Read(Run);
        Assert.Equal(firsts, read.Select(block => block.First));
        Assert.All(read, block => Assert.Equal(Body(block.First), block.Body));
    }

    [Fact]
    public async Task Read_FromAReplication_BeginsThere()
    {
        foreach (var first in new[] { 0, 64, 128 })
            await Store.Outcomes.Write(Run, first, Body(first));
        await using var read = Store.Outcomes.Read(Run, 64, Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await read.MoveNextAsync());
        Assert.Equal(64, read.Current.FirstReplication);
    }

    [Fact]
    public async Task Write_SameBlockAgain_HasNoFurtherEffect()
    {
        await Store.Outcomes.Write(Run, 0, Body(7));
        await Store.Outcomes.Write(Run, 0, Body(7));
        Assert.Equal(Body(7), Assert.Single(await Read(Run)).Body);
    }

    [Fact]
    public async Task Read_OtherRuns_AreLeftOut()
    {
        await Store.Outcomes.Write(Run, 0, Body(1));
        await Store.Outcomes.Write(Run + "-and-a-half", 0, Body(2));
        Assert.Equal(Body(1), Assert.Single(await Read(Run)).Body);
    }

    [Fact]
    public async Task Read_Cancelled_Stops()
    {
        await Store.Outcomes.Write(Run, 0, Body(1));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.Outcomes.Read(Run, cancelled.Token).GetAsyncEnumerator(Cancellation).MoveNextAsync());
    }

    static byte[] Body(int seed) => [.. Enumerable.Range(0, 1000).Select(i => (byte)(seed + i * i))];

    async Task<List<(int First, byte[] Body)>> Read(string run)
    {
        var read = new List<(int, byte[])>();
        await foreach (var block in Store.Outcomes.Read(run, Cancellation))
            read.Add(block);
        return read;
    }
}

/// <inheritdoc/>
public sealed class SqliteOutcomeBlocksTests() : OutcomeBlocksLaws(new TestedSqlite());

/// <inheritdoc/>
public sealed class PostgresOutcomeBlocksTests(PostgresServer server) : OutcomeBlocksLaws(new TestedPostgres(server));
