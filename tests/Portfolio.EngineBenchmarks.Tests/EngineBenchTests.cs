using Portfolio.Tests;

namespace Portfolio.EngineBenchmarks.Tests;

/// <summary>Tiny versions of the benchmarks, which check their own results.</summary>
public sealed class EngineBenchTests(PostgresServer postgres)
{
    [Fact]
    public async Task Cost_FewReplications_IsMoreThanTheBareKernels()
    {
        var found = await new CostBench(replications: 512).Run(rounds: 1, warmUps: 0);
        Assert.All([found.ToStatistics, found.Keeping, found.ToSeries], rate => Assert.True(rate.Median > 1));
        Assert.InRange(found.Client.Median, 0, 1);
    }

    [Fact]
    public async Task FirstFrame_OneRun_ComesAfterTheRunWasCreated()
    {
        var found = await new FirstFrameBench().Run(runs: 1, warmUps: 0);
        Assert.InRange(found.Created.Median, 0, found.FirstBands.Median);
    }

    [Fact]
    public async Task Calls_FewOfEachKind_AreMeasuredBesideWorkAndWithoutIt()
    {
        var found = await new CallsBench(replications: 1_000_000).Run(rounds: 1, calls: 2);
        Assert.Equal(4, found.Count);
        Assert.All(found, kind => Assert.All([kind.Loaded, kind.Idle], times => Assert.InRange(times.Median, 0, times.P99)));
    }

    [Fact]
    public async Task Growth_OneShardAndTwo_IsToldOfTimeAndMemory()
    {
        var found = await GrowthBench.OfReplications(few: 64, many: 128, rounds: 1);
        Assert.All([found.Processor, found.Server, found.Client, await GrowthBench.OfInitiatives(replications: 16, rounds: 1)], rate => Assert.True(rate.Median > 0));
    }

    [Fact]
    public async Task Subscribers_ThreeAndASlowOne_EachSeesBands()
    {
        var found = await new SubscribersBench(replications: 2_000, subscribers: 3).Run(rounds: 1, warmUps: 0);
        Assert.All([found.Frames, found.FramesBesideSlow, found.SlowFrames], rate => Assert.True(rate.Lowest > 0));
        Assert.True(found.ToOne.Median > 0);
    }

    [Fact]
    public async Task Batch_FewItems_AreComputedOnceAndAnsweredFromTheStoreThen()
    {
        var found = await new BatchBench(items: 12, replications: 64).Run(rounds: 1);
        Assert.True(found.ToKernel.Median > 1);
        Assert.All([found.ItemsASecond, found.FramesASecond, found.Table, found.AgainASecond, found.Memory], rate => Assert.True(rate.Median > 0));
    }

    [Fact]
    public async Task Silos_ShortRuns_AreMeasuredBesideTwoKernels()
    {
        var found = await new SilosBench(await postgres.NewDatabase(), length: TimeSpan.FromSeconds(0.1)).Run(rounds: 1, warmUps: 0);
        Assert.True(found.Replications > 0);
        Assert.All([found.ToKernels, found.Keeping], rate => Assert.True(rate.Median > 0));
    }
}
