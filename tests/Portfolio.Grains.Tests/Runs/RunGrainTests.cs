using Google.Protobuf;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;
using Portfolio.Storage.Sqlite;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>The life of a run: created once, computed in order, and ended for a reason.</summary>
public sealed class RunGrainTests(SharedCluster shared)
{
    readonly string name = Some.RunName();

    Cluster Shared => shared.Cluster;

    [Fact]
    public async Task Create_New_IsQueuedThenRunsThenSucceeds()
    {
        var storing = Gate.At(128);
        var grain = await Shared.Create(Some.Run(), name, storing);
        await grain.Reaches(128);
        var underWay = await grain.Read();
        storing.Open();
        var ended = await grain.End();
        Assert.Equal((State.Running, 128, ""), (underWay.State, underWay.ReplicationsDone, underWay.Digest));
        Assert.Equal((State.Succeeded, Some.Replications, Plain.Digest), (ended.State, ended.ReplicationsDone, ended.Digest));
        Assert.True(ended.EndTime >= ended.CreateTime);
        Assert.Equal(ended, await grain.Read());
    }

    /// <summary>After a deploy in the middle: nobody takes what two engines computed for what one of them finds.</summary>
    [Fact]
    public async Task Create_ByAnotherEngine_SaysWhichWentOnWithIt()
    {
        var run = await (await Shared.Create(new Run(Some.Run()) { EngineVersion = "before" })).End();
        Assert.Equal(("before", PlanHash.Engine), (run.EngineVersion, Assert.Single(run.FurtherEngineVersions)));
        Assert.Empty((await (await Shared.Create(Some.Run())).End()).FurtherEngineVersions);
    }

    [Fact]
    public async Task Create_Again_IsTheSameRun()
    {
        var grain = Shared.Run(name);
        var both = await Task.WhenAll(grain.Create(Some.Run(), Some.Plan()), grain.Create(Some.Run(), Some.Plan()));
        Assert.Equal(both[0].CreateTime, both[1].CreateTime);
        var ended = await grain.End();
        Assert.Equal(ended, await grain.Create(Some.Run(), Some.Plan()));
    }

    [Fact]
    public async Task Create_AnotherRunUnderTheSameName_IsRefused()
    {
        var grain = await Shared.Create(Some.Run(), name);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => grain.Create(Some.Run(seed: 8), Some.Plan()));
        Assert.Equal(Refusal.AlreadyExists, refused.Refusal);
    }

    [Fact]
    public async Task Anything_NoSuchRun_IsRefused()
    {
        var grain = Shared.Run(name);
        foreach (var ask in new Func<Task>[] { grain.Read, grain.ReadPlan, grain.Cancel, () => grain.ReadResult(null), () => grain.Frames() })
            Assert.Equal(Refusal.NotFound, (await Assert.ThrowsAsync<RefusedException>(ask)).Refusal);
    }

    [Fact]
    public async Task ReadResult_NothingDone_IsRefused()
    {
        var storing = Gate.At(0);
        var grain = await Shared.Create(Some.Run(), name, storing);
        Assert.Equal(Refusal.FailedPrecondition, (await Assert.ThrowsAsync<RefusedException>(() => grain.ReadResult(null))).Refusal);
        storing.Open();
        await grain.End();
    }

    [Fact]
    public async Task ReadResult_InTheMiddle_IsTheResultOfTheFirstReplications()
    {
        var storing = Gate.At(192);
        var grain = await Shared.Create(Some.Run(), name, storing);
        await grain.Reaches(192);
        var result = await grain.ReadResult(Some.Everything());
        result.Run = "";
        Assert.Equal(Plain.Result(192).ToByteString(), result.ToByteString());
        storing.Open();
        await grain.End();
    }

    [Fact]
    public async Task ReadResult_WhileShardsAreMerged_IsOfAsManyReplicationsAsItsBands()
    {
        var grain = await Shared.Create(Some.Run(replications: 20_000), name);
        await grain.Reaches(64);
        var seen = new List<int>();
        for (var ended = false; !ended;)
        {
            ended = (await grain.Read()).State == State.Succeeded;
            var result = await grain.ReadResult(Some.Everything());
            Assert.All(result.Bands, band => Assert.Equal(result.Replications, band.Count[^1]));
            seen.Add(result.Replications);
        }

        Assert.Equal(seen.Order(), seen);
        Assert.Equal(20_000, seen[^1]);
    }

    [Fact]
    public async Task Cancel_UnderWay_KeepsWhatWasMergedEvenAcrossARestart()
    {
        await using var scratch = new Scratch();
        Run cancelled;
        await using (var cluster = await Cluster.Start(scratch.Store, computing: Gate.At(256)))
        {
            var grain = await cluster.Create(Some.Run(), name);
            await grain.Reaches(192);
            cancelled = await grain.Cancel();
            Assert.Equal(State.Cancelled, cancelled.State);
            Assert.InRange(cancelled.ReplicationsDone, 192, 256);
            await IsKept(grain, cancelled);
        }

        await using var restarted = await Cluster.Start(scratch.Store);
        await IsKept(restarted.Run(name), cancelled);
    }

    [Fact]
    public async Task Cancel_Ended_HasNoEffect()
    {
        var grain = await Shared.Create(Some.Run(), name);
        var ended = await grain.End();
        Assert.Equal(ended, await grain.Cancel());
    }

    [Fact]
    public async Task Create_PlanThatFails_EndsAsFailedWithAReason()
    {
        var plan = Some.Plan();
        plan.Portfolio.Initiatives[0].DependsOn.Add(new Dependency { Initiative = "nobody" });
        var grain = Shared.Run(name);
        await grain.Create(Some.Run(), plan);
        var ended = (await grain.Frames())[^1].Ended;
        Assert.Equal((State.Failed, (int)Google.Rpc.Code.Internal), (ended.State, ended.Error.Code));
        Assert.Contains("nobody", ended.Error.Message, StringComparison.Ordinal);
        Assert.Equal(ended, await grain.Read());
        Assert.Equal(Refusal.FailedPrecondition, (await Assert.ThrowsAsync<RefusedException>(() => grain.ReadResult(null))).Refusal);
    }

    [Fact]
    public async Task Run_NobodyAsks_IsNotPutAwayAsIdle()
    {
        await using var scratch = new Scratch();
        await using var cluster = await Cluster.Start(scratch.Store);
        var storing = Gate.At(128);
        await (await cluster.Create(Some.Run(), name, storing)).Reaches(128);
        await cluster.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero, TestContext.Current.CancellationToken);
        storing.Open();
        await storing.Passing(320);
    }

    [Fact]
    public async Task ReadResult_OfMoreRunsThanAreHeld_IsTheSameAgain()
    {
        var grains = new List<IRunGrain>();
        for (var seed = 1UL; seed <= HeldRuns.Most + 2; seed++)
        {
            grains.Add(await Shared.Create(Some.Run(replications: 64, seed: seed)));
            await grains[^1].End();
        }

        async Task<List<RunResult>> Read() => [.. await Task.WhenAll(grains.Select(grain => grain.ReadResult(Some.Everything())))];
        Assert.Equal(await Read(), await Read());
    }

    [Fact]
    public async Task Run_Ended_IsNoLongerAmongTheUnfinished()
    {
        var storing = Gate.At(64);
        var grain = await Shared.Create(Some.Run(), name, storing);
        Assert.Equal([name], await Unfinished());
        storing.Open();
        await grain.End();
        Assert.Empty(await Unfinished());
    }

    [Fact]
    public async Task Activate_MarkOfARunThatWasNeverKept_IsRemoved()
    {
        var mark = new GrainState<UnfinishedRun>(new UnfinishedRun { Run = name });
        await new SqliteGrainStorage(shared.Store).WriteStateAsync(StateNames.UnfinishedRuns, GrainId.Create("run", name), mark);
        await Assert.ThrowsAsync<RefusedException>(Shared.Run(name).Read);
        Assert.Empty(await Unfinished());
    }

    static async Task IsKept(Grains.Runs.IRunGrain grain, Run cancelled)
    {
        Assert.Equal(cancelled, await grain.Read());
        Assert.Equal(cancelled, await grain.End());
        var result = await grain.ReadResult(Some.Everything());
        result.Run = "";
        Assert.Equal(Plain.Result(cancelled.ReplicationsDone).ToByteString(), result.ToByteString());
    }

    Task<List<string>> Unfinished() => new SqliteNames(shared.Store).InOrder(StateNames.UnfinishedRuns, name, "", 10);
}
