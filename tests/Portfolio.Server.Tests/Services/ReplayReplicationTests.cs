using Grpc.Core;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Server.Tests.Services;

/// <summary>Single replications of runs, told in full.</summary>
public sealed class ReplayReplicationTests(SharedServer shared)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    PortfolioClient Client => shared.Client;

    [Theory]
    [InlineData(64, 0, true)]
    [InlineData(64, 64, true)]
    [InlineData(128, 200, true)]
    [InlineData(128, 200, false)]
    [InlineData(128, 329, false)]
    public async Task ReplayReplication_OneThatIsDone_EndsAsItDidInsideTheRun(int shardSize, int replication, bool areKept)
    {
        var run = await Ended(new Run(Some.Run((await Client.Create()).Name, 330)) { ShardSize = shardSize, KeepOutcomes = areKept });
        var frames = await Replay(run.Name, replication);
        Assert.Equal(["initiatives/scan", "initiatives/read", "programme"], frames.SkipLast(1).Select(frame => frame.Trajectory.Subject));
        var proof = frames[^1].Proof;
        Assert.True(proof.Equal, proof.Summary);
        Assert.StartsWith($"replication {replication} of {run.Name} was computed again by the same engine", proof.Summary, StringComparison.Ordinal);
        var live = (await Client.Outcomes(run.Name))("initiatives/scan", "live")[replication];
        var months = frames[0].Trajectory.Columns.Single(column => column.Name == "live").Values;
        Assert.Equal((24, live), (months.Count, months[^1]));
    }

    [Fact]
    public async Task ReplayReplication_OneThatIsNotDone_IsRefusedWithTheRange()
    {
        var run = await Ended(Some.Run((await Client.Create()).Name, 128));
        foreach (var replication in new[] { -1, 128 })
        {
            var refused = await Refused.By(() => Replay(run.Name, replication));
            Assert.Equal(["replication"], refused.Fields);
            Assert.Contains("allowed: 0 to 127", refused.Status.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ReplayReplication_NoSuchRun_IsNotFound() =>
        Assert.Equal(StatusCode.NotFound, (await Refused.By(() => Replay($"{Some.Workspace}/runs/nobody", 0))).Code);

    async Task<Run> Ended(Run run) => await Client.End((await Client.Start(run)).Name);

    Task<List<ReplayFrame>> Replay(string run, int replication) =>
        Client.Runs.ReplayReplication(new() { Name = run, Replication = replication }, cancellationToken: Cancellation).All();
}
