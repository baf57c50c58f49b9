using Google.Protobuf;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;
using Portfolio.Model.Outcomes;
using Portfolio.Storage.Sqlite;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>What verification says of a run that is not what was kept of it.</summary>
public sealed class RunVerifierTests : IAsyncDisposable
{
    const string Then = "0.1";

    /// <summary>An epoch behind that of the run.</summary>
    const int Anew = 2;

    static readonly string Engines = $"by engine {PlanHash.Engine}, where {Then} had computed the run";
    static readonly ByteString Other = ByteString.CopyFrom(new byte[32]);

    readonly Scratch scratch = new();
    readonly string name = Some.RunName();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync() => await scratch.DisposeAsync();

    [Theory]
    [InlineData(true, ", and what was kept of them")]
    [InlineData(false, "")]
    public async Task Verify_AnotherEngineThatFindsTheSame_IsVerifiedAndNamesBoth(bool areKept, string kept)
    {
        await End(areKept);
        var proof = await Verify(5, 1);
        Assert.True(proof.Verified);
        Assert.Equal((name, Plain.Digest, Then, PlanHash.Engine), (proof.Run, proof.Digest, proof.EngineVersion, proof.EngineVersionNow));
        Assert.Equal([(5, true, areKept, true), (1, true, areKept, true)], Found(proof));
        Assert.Equal($"74 of 330 replications were computed again {Engines}: to the last bit what the digest {Plain.Digest} stands for{kept}.", proof.Summary);
    }

    /// <summary>As by an engine that has learnt otherwise since: hashes and digest are of one piece.</summary>
    [Fact]
    public async Task Verify_BlockThatIsComputedOtherwiseNow_IsFoundAmongTheOthers()
    {
        await End(areKept: false);
        await Change<RunCheckpoint>(StateNames.Checkpoints, checkpoint => checkpoint.Leaves[2] = Other);
        var digest = HashTree.Root((await Kept<RunCheckpoint>(StateNames.Checkpoints)).State!.Leaves);
        await Change<RunState>(StateNames.Runs, state => state.Run.Digest = digest);
        var proof = await Verify(0, 2, 3);
        Assert.False(proof.Verified);
        Assert.Equal([(0, true, false, true), (2, false, false, true), (3, true, false, true)], Found(proof));
        Assert.Equal([Leaf(0), Other, Leaf(3)], proof.Blocks.Select(block => block.Leaf));
        Assert.Equal([Leaf(0), Leaf(2), Leaf(3)], proof.Blocks.Select(block => block.RecomputedLeaf));
        Assert.Equal($"1 of 3 blocks are not what the digest {digest} stands for, computed again {Engines}: the first begins at replication 128 (what is computed now differs).", proof.Summary);
    }

    [Fact]
    public async Task Verify_LeafThatIsNotItsBlocks_DiffersAndDoesNotLeadToTheDigest()
    {
        await End(areKept: true);
        await Change<RunCheckpoint>(StateNames.Checkpoints, checkpoint => checkpoint.Leaves[2] = Other);
        var proof = await Verify(2);
        Assert.False(proof.Verified);
        Assert.Equal([(2, false, false, false)], Found(proof));
        Assert.EndsWith("the first begins at replication 128 (what is computed now differs).", proof.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_AnotherDigest_IsNotWhatTheBlocksLeadTo()
    {
        await End(areKept: true);
        await Change<RunState>(StateNames.Runs, state => state.Run.Digest = new string('0', 64));
        var proof = await Verify(4, 1);
        Assert.False(proof.Verified);
        Assert.Equal([(4, true, true, false), (1, true, true, false)], Found(proof));
        Assert.Equal(
            $"2 of 2 blocks are not what the digest {new string('0', 64)} stands for, computed again {Engines}: the first begins at replication 256 (its hash does not lead to the digest).", proof.Summary);
    }

    [Fact]
    public async Task Verify_DigestOfBeforeThereWasATree_IsVerified()
    {
        await End(areKept: true);
        var digest = ShardCodec.HashOfAll((await Kept<RunCheckpoint>(StateNames.Checkpoints)).State!.Leaves);
        Assert.NotEqual(Plain.Digest, digest);
        await Change<RunState>(StateNames.Runs, state => state.Run.Digest = digest);
        Assert.True((await Verify(1)).Verified);
    }

    [Fact]
    public async Task Verify_OneBitOfWhatWasKeptIsElse_IsFoundInItsBlock()
    {
        await End(areKept: true);
        var outcomes = Plain.Range(192, 64).Outcomes;
        var npv = outcomes[0, Outcome.Npv];
        npv[7] = Math.BitIncrement(npv[7]);
        await new SqliteOutcomeBlocks(scratch.Store).Write(name, Anew, 192, OutcomeCodec.Encode(outcomes));
        FindsWrongKept(await Verify(2, 3));
    }

    [Fact]
    public async Task Verify_WhatWasKeptIsMissing_IsFoundInItsBlock()
    {
        await End(areKept: true);
        await new SqliteOutcomeBlocks(scratch.Store).Delete(name, before: 256);
        await new SqliteOutcomeBlocks(scratch.Store).Write(name, Anew, 128, OutcomeCodec.Encode(Plain.Range(128, 64).Outcomes));
        FindsWrongKept(await Verify(2, 3));
    }

    static void FindsWrongKept(RunVerification proof)
    {
        Assert.False(proof.Verified);
        Assert.Equal([(2, true, true, true), (3, true, false, true)], Found(proof));
        Assert.Equal(
            $"1 of 2 blocks are not what the digest {Plain.Digest} stands for, computed again {Engines}: the first begins at replication 192 (what was kept of it differs).", proof.Summary);
    }

    static IEnumerable<(int Block, bool RecomputedEqual, bool StoredEqual, bool InDigest)> Found(RunVerification proof) =>
        proof.Blocks.Select(block => (block.Block, block.RecomputedEqual, block.StoredEqual, block.InDigest));

    static ByteString Leaf(int block) => ShardCodec.Leaves(Plain.Range(block * ShardCodec.LeafSize, ShardCodec.LeafSize).Outcomes).Single();

    /// <summary>Brings the run to its end, on a cluster that is gone then, and of an engine of then.</summary>
    async Task End(bool areKept)
    {
        await using (var cluster = await Cluster.Start(scratch.Store))
            await (await cluster.Create(new Run(Some.Run()) { KeepOutcomes = areKept }, name)).End();
        await Change<RunState>(StateNames.Runs, state => state.Run.EngineVersion = Then);
    }

    async Task<RunVerification> Verify(params IReadOnlyList<int> blocks)
    {
        await using var cluster = await Cluster.Start(scratch.Store);
        return await cluster.Service<RunVerifier>().Verify(name, _ => blocks, Cancellation);
    }

    async Task<GrainState<T>> Kept<T>(string kind)
    {
        var state = new GrainState<T>();
        await new SqliteGrainStorage(scratch.Store).ReadStateAsync(kind, GrainId.Create("run", name), state);
        return state;
    }

    async Task Change<T>(string kind, Action<T> change)
    {
        var state = await Kept<T>(kind);
        change(state.State!);
        await new SqliteGrainStorage(scratch.Store).WriteStateAsync(kind, GrainId.Create("run", name), state);
    }
}
