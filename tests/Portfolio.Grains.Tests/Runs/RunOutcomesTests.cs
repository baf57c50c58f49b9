using Google.Protobuf;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;
using Portfolio.Storage.Sqlite;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>Outcomes of single replications, of runs that keep them and of those that do not.</summary>
public sealed class RunOutcomesTests : IAsyncDisposable
{
    readonly Scratch scratch = new();
    readonly string name = Some.RunName();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync() => await scratch.DisposeAsync();

    [Theory]
    [InlineData(1, 64, true)]
    [InlineData(1, 64, false)]
    [InlineData(1, 4096, false)]
    [InlineData(2, 128, false)]
    public async Task Read_KeptOrNot_IsWhatThePlainKernelFinds(short silos, int shardSize, bool areKept)
    {
        await using var cluster = await Cluster.Start(scratch.Store, silos, threads: 2);
        await (await cluster.Create(new Run(Some.Run(shardSize)) { KeepOutcomes = areKept }, name)).End();
        Assert.Equal(areKept, await AreStored());

        var (next, rows) = (0, new List<double>());
        await foreach (var packed in OutcomesOf(cluster).Read(await RunOf(cluster), Cancellation))
        {
            var table = Decode(packed);
            Assert.Equal(next, packed.First);
            rows.AddRange(table.Columns[0][..table.Rows]);
            next += table.Rows;
        }

        Assert.Equal(Plain.Range(0, Some.Replications).Outcomes.Columns[0][..Some.Replications], rows);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, 200)]
    [InlineData(false, 0)]
    [InlineData(false, 200)]
    [InlineData(false, Some.Replications - 1)]
    public async Task Holding_KeptOrNot_HasTheReplication(bool areKept, int replication)
    {
        await using var cluster = await Cluster.Start(scratch.Store);
        await (await cluster.Create(new Run(Some.Run(128)) { KeepOutcomes = areKept }, name)).End();
        var packed = (await OutcomesOf(cluster).Holding(await RunOf(cluster), replication, Cancellation))!.Value;
        var (found, plain) = (Decode(packed), Plain.Range(replication, 1).Outcomes);
        Assert.All(found.Columns.Zip(plain.Columns), pair => Assert.Equal(pair.Second[0], pair.First[replication - packed.First]));
    }

    /// <summary>Servers that were lost, or taken for lost, had cut the run elsewhere.</summary>
    [Fact]
    public async Task ReadAndHolding_OthersKeptLieAcross_GiveEachReplicationOnce()
    {
        await using var cluster = await Cluster.Start(scratch.Store);
        await (await cluster.Create(new Run(Some.Run(256)) { KeepOutcomes = true }, name)).End();
        var blocks = new SqliteOutcomeBlocks(scratch.Store);
        var plain = Plain.Range(0, Some.Replications).Outcomes;
        await blocks.Delete(name, before: int.MaxValue);
        foreach (var (epoch, first, count) in new[] { (1, 0, 192), (3, 64, 64), (2, 192, 128), (4, 192, 64), (3, 256, Some.Replications - 256) })
            await blocks.Write(name, epoch, first, OutcomeCodec.Encode(plain.Take(first, count)));

        var rows = new List<double>();
        await foreach (var packed in OutcomesOf(cluster).Read(await RunOf(cluster), Cancellation))
            rows.AddRange(Decode(packed).Columns[0][..packed.Count]);
        Assert.Equal(plain.Columns[0][..Some.Replications], rows);
        foreach (var replication in new[] { 63, 127, 130, 191, 200, 255, 256, 329 })
        {
            var packed = (await OutcomesOf(cluster).Holding(await RunOf(cluster), replication, Cancellation))!.Value;
            Assert.Equal(plain.Columns[0][replication], Decode(packed).Columns[0][replication - packed.First]);
        }
    }

    /// <summary>As by an engine that has learnt otherwise since.</summary>
    [Fact]
    public async Task Read_WhatIsComputedNowHasAnotherHash_IsRefusedWithTheReplications()
    {
        await using (var before = await Cluster.Start(scratch.Store))
            await (await before.Create(Some.Run(), name)).End();
        await Change(checkpoint => checkpoint.Leaves[1] = ByteString.CopyFrom(new byte[32]));

        await using var after = await Cluster.Start(scratch.Store);
        var run = await RunOf(after);
        var refused = await Assert.ThrowsAsync<RefusedException>(async () => await OutcomesOf(after).Read(run, Cancellation).CountAsync(Cancellation));
        Assert.Equal((Refusal.FailedPrecondition, name), (refused.Refusal, refused.Resource));
        Assert.StartsWith("keeps no outcomes, and replications 64 to 127, computed again ", refused.Message, StringComparison.Ordinal);
    }

    static RunOutcomes OutcomesOf(Cluster cluster) => cluster.Service<RunOutcomes>();

    static Model.Outcomes.OutcomeTable Decode(PackedOutcomes packed) => packed.Decode(new Model.Outcomes.Subjects(Computed.Run.Model).Count, Computed.Run.Model.Targets.Count);

    async Task<Run> RunOf(Cluster cluster) => (await cluster.Run(name).ReadPlan()).Run;

    async Task<bool> AreStored() => await new SqliteOutcomeBlocks(scratch.Store).Read(name, 0, Cancellation).AnyAsync(Cancellation);

    async Task Change(Action<RunCheckpoint> change)
    {
        var (storage, id, state) = (new SqliteGrainStorage(scratch.Store), GrainId.Create("run", name), new GrainState<RunCheckpoint>());
        await storage.ReadStateAsync(StateNames.Checkpoints, id, state);
        change(state.State!);
        await storage.WriteStateAsync(StateNames.Checkpoints, id, state);
    }
}
