using Grpc.Core;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Server.Tests.Services;

/// <summary>Proofs that a run is what its digest says.</summary>
public sealed class VerifyRunTests(SharedServer shared)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    PortfolioClient Client => shared.Client;

    [Theory]
    [InlineData(64, true)]
    [InlineData(128, true)]
    [InlineData(128, false)]
    public async Task VerifyRun_ChosenBlocks_AreEqualAndLeadToTheDigest(int shardSize, bool areKept)
    {
        var run = await Ended(new Run(Some.Run((await Client.Create()).Name, 330)) { ShardSize = shardSize, KeepOutcomes = areKept });
        var proof = await Verify(new() { Name = run.Name, Blocks = { 5, 0, 3 } });
        Assert.True(proof.Verified, proof.Summary);
        Assert.Equal([(5, 320, 10), (0, 0, 64), (3, 192, 64)], proof.Blocks.Select(block => (block.Block, block.FirstReplication, block.Count)));
        Assert.All(proof.Blocks, block => Assert.Equal((true, areKept, true), (block.RecomputedEqual, block.StoredEqual, block.InDigest)));
        Assert.Equal((run.Digest, run.EngineVersion, run.EngineVersion), (proof.Digest, proof.EngineVersion, proof.EngineVersionNow));
        Assert.StartsWith("138 of 330 replications were computed again by the same engine", proof.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyRun_DrawnBySeed_AreTheSameForTheSameSeed()
    {
        var run = await Ended(Some.Run((await Client.Create()).Name, 640));
        async Task<IEnumerable<int>> Drawn(int seed) => (await Verify(new() { Name = run.Name, RandomBlocks = 3, Seed = seed })).Blocks.Select(block => block.Block);
        Assert.Equal(await Drawn(1), await Drawn(1));
        Assert.Equal(3, (await Drawn(2)).Distinct().Count());
        Assert.Equal(8, (await Verify(new() { Name = run.Name })).Blocks.Count);
    }

    [Fact]
    public async Task VerifyRun_NoSuchBlockOrNotEnded_IsRefused()
    {
        var portfolio = (await Client.Create()).Name;
        var run = await Ended(Some.Run(portfolio, 128));
        Assert.Equal(["blocks[1]"], (await Refused.By(() => Verify(new() { Name = run.Name, Blocks = { 1, 2 } }))).Fields);
        Assert.Equal(["random_blocks"], (await Refused.By(() => Verify(new() { Name = run.Name, RandomBlocks = 1001 }))).Fields);
        var running = await Client.Start(Some.Run(portfolio, 1_000_000));
        Assert.Equal(StatusCode.FailedPrecondition, (await Refused.By(() => Verify(new() { Name = running.Name }))).Code);
        await Client.Runs.CancelRunAsync(new() { Name = running.Name }, cancellationToken: Cancellation);
    }

    async Task<Run> Ended(Run run) => await Client.End((await Client.Start(run)).Name);

    async Task<RunVerification> Verify(VerifyRunRequest request) => await Client.Runs.VerifyRunAsync(request, cancellationToken: Cancellation);
}
