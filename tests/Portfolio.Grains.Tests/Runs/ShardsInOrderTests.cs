using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime.Placement;
using Portfolio.Grains.Computing;
using Portfolio.Grains.Runs;
using Portfolio.Grains.Tests.Computing;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>How the shards of a run follow each other on several silos, and when what they came to is kept: in simulated time, on silos whose threads only wait.</summary>
public sealed class ShardsInOrderTests
{
    const double Seconds = 30;

    /// <summary>Of whatever silos, slow or fast, whose pace goes up and down by a tenth.</summary>
    [Theory]
    [InlineData(2, 1, 400, 1)]
    [InlineData(2, 1, 20_000, 2)]
    [InlineData(3, 1, 4_000, 3)]
    [InlineData(3, 1, 60_000, 4)]
    [InlineData(1, 4, 4_000, 5)]
    [InlineData(4, 2, 4_000, 6)]
    [InlineData(3, 4, 4_000, 7)]
    public void Compute_SilosOfOnePace_LosesTwoSecondsOfAThreadAtMostAndLeavesNoneIdle(int silos, int threads, int pace, int seed)
    {
        var run = new SimulatedRun([.. Enumerable.Repeat(pace, silos)], threads, seed);
        run.Compute((int)(pace * silos * threads * Seconds));
        Assert.InRange(run.MostLost.TotalSeconds, 0.5, 2);
        Assert.InRange(run.Idle, 0, 0.04);
        Assert.InRange(run.Kept / Seconds, run.IsLogged ? 0.05 : 0.4, run.IsLogged ? 0.5 : 1.2);
    }

    /// <summary>The slower silo's shards are shorter, so that nobody waits for them.</summary>
    [Fact]
    public void Compute_OneSiloIsHalfAsFast_TakesAsLongAsBothNeed()
    {
        var run = new SimulatedRun([8_000, 4_000], threads: 1, seed: 7);
        run.Compute((int)(12_000 * Seconds));
        Assert.InRange(run.MostLost.TotalSeconds, 0.5, 2);
        Assert.InRange(run.Idle, 0, 0.06);
    }

    /// <summary>A shard of 64 replications is as short as there are; where that takes seconds, what was merged is kept as soon as it may be.</summary>
    [Fact]
    public void Compute_ShardsThatTakeSeconds_KeepsEachSoon()
    {
        var run = new SimulatedRun([20, 20], threads: 1, seed: 8);
        run.Compute(20 * 64);
        Assert.InRange(run.MostLost.TotalSeconds, 3, 8);
        Assert.InRange(run.Kept, 10, 20);
    }

    /// <summary>Statistics of many initiatives take a quarter of a second to take and as long to write: shards go on while they are written, and no more is lost.</summary>
    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 11)]
    public void Compute_KeepingTakesLong_LosesTwoSecondsOfAThreadAtMostAndLeavesNoneIdle(int threads, int seed)
    {
        var run = new SimulatedRun([400], threads, seed) { Taking = TimeSpan.FromSeconds(0.25), Writing = TimeSpan.FromSeconds(0.25), Longest = TimeSpan.FromSeconds(0.2) };
        run.Compute((int)(400 * threads * Seconds));
        Assert.InRange(run.MostLost.TotalSeconds, 0.5, 2);
        Assert.InRange(run.Idle, 0, 0.1);
        Assert.InRange(run.Kept / Seconds, 0.5, 1.2);
    }

    /// <summary>What cannot be kept is said, and nothing is kept behind it.</summary>
    [Fact]
    public void KeepInTime_WhatWasTakenIsNotKept_SaysSoWhenMoreIsMerged()
    {
        var (time, written, times) = (new SimulatedTime(), new TaskCompletionSource(), 0);
        var unkept = new Unkept(Keep, time);
        time.Do(async () =>
        {
            unkept.Add(Shard(began: time.GetTimestamp()));
            await unkept.KeepInTime(Task.Delay(TimeSpan.FromSeconds(10), time), CancellationToken.None);
            written.SetException(new StoreException(StoreFault.Unavailable, "the store is away"));
            await Assert.ThrowsAsync<StoreException>(() => unkept.KeepInTime(Task.CompletedTask, CancellationToken.None));
        });
        Assert.Equal(1, times);

        Task<Task> Keep() => Task.FromResult(times++ == 0 ? written.Task : Task.CompletedTask);
    }

    /// <summary>What is computed waits until the store is there again.</summary>
    [Fact]
    public void Compute_StoreIsAwayForAWhile_ComputesNothingTwice()
    {
        var run = new SimulatedRun([4_000, 4_000], threads: 1, seed: 9) { IsAway = (TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(60)) };
        run.Compute((int)(8_000 * Seconds));
        Assert.Equal(8_000 * Seconds, run.Computed);
        Assert.InRange(run.Refused, 100, 300);
    }

    static ShardReport Shard(long began) => new(new ReplicationRange(0, 1), new SeriesStatistics([], 0, 0), [], default, []) { Began = began };

    /// <summary>A run without its actors: shards are computed, merged and kept as it does it, and it is noted what would be lost at each moment.</summary>
    sealed class SimulatedRun : IShardLog
    {
        const int AtOnce = 512;

        static readonly TimeSpan Merging = TimeSpan.FromMilliseconds(20);

        readonly SimulatedTime time = new();
        readonly Random random;
        readonly int threads;
        readonly List<Silo> silos;
        readonly List<(object Thread, ReplicationRange Range, long Began)> begun = [];
        readonly ShardLog? log;
        int merged;
        int kept;

        public SimulatedRun(IReadOnlyCollection<int> paces, int threads, int seed)
        {
            (random, this.threads) = (new Random(seed), threads);
            log = threads * paces.Count <= ShardLog.MostThreads ? new ShardLog(this, "run") : null;
            silos = [.. paces.Select((pace, index) => new Silo(SiloAddress.New(IPAddress.Loopback, index + 1, 1), pace, threads))];
        }

        /// <summary>The most computing of a thread that was not kept at any moment.</summary>
        public TimeSpan MostLost { get; private set; }

        /// <summary>Whether long shards are kept as soon as they are there.</summary>
        public bool IsLogged => log is not null;

        /// <summary>How long it takes to take what is merged, while nothing is merged.</summary>
        public TimeSpan Taking { get; init; }

        /// <summary>How much longer than else it takes to write it.</summary>
        public TimeSpan Writing { get; init; }

        /// <summary>How long a thread computes a shard at the most; longer ones go to the log, if it has one.</summary>
        public TimeSpan? Longest { get; init; }

        /// <summary>From when to when the log cannot be written.</summary>
        public (TimeSpan From, TimeSpan To) IsAway { get; init; }

        /// <summary>How often that was tried meanwhile.</summary>
        public int Refused { get; private set; }

        /// <summary>Replications computed, and computed again.</summary>
        public int Computed { get; private set; }

        /// <summary>How often a checkpoint was kept.</summary>
        public int Kept { get; private set; }

        /// <summary>The part of all threads' time in which they had nothing to do.</summary>
        public double Idle => 1 - silos.Sum(silo => silo.Busy.TotalSeconds) / silos.Count / threads / TimeSpan.FromTicks(time.GetTimestamp()).TotalSeconds;

        public void Compute(int replications) => time.Do(() => ComputeAndMerge(replications));

        async Task ComputeAndMerge(int replications)
        {
            using var pool = new ComputePool(new ComputeOptions { Threads = threads });
            var shards = new ShardsInOrder(new Members([.. silos.Select(silo => silo.Address)]), pool, time, NullLogger.Instance, "run", Longest ?? (log is null ? ShardSizes.Longest : ShardSizes.LongestInLog));
            var unkept = new Unkept(Keep, time);
            var cut = ShardCut.Of(0, replications, ShardSizes.Most, fitting: shards.Fitting);
            await foreach (var shard in shards.Compute(cut, ComputeOne, CancellationToken.None, CancellationToken.None, unkept, KeepInLog))
            {
                Assert.Equal(merged, shard.Range.First);
                await Task.Delay(Merging, time);
                merged += shard.Range.Count;
                unkept.Add(shard);
            }

            Assert.Equal(replications, merged);
        }

        async Task<Task> Keep()
        {
            await Task.Delay(Taking, time);
            return KeepTaken(merged);
        }

        async Task KeepTaken(int taken)
        {
            await Task.Delay(Writing, time);
            await Write();
            (kept, Kept) = (taken, Kept + 1);
            begun.RemoveAll(shard => shard.Range.First < kept);
        }

        async Task Write()
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(30, 150)), time);
            foreach (var oldest in begun.GroupBy(shard => shard.Thread).Select(shards => shards.Min(shard => shard.Began)))
                MostLost = TimeSpan.FromTicks(Math.Max(MostLost.Ticks, time.GetElapsedTime(oldest).Ticks));
        }

        Task KeepInLog(ShardReport shard, CancellationToken cancellation) =>
            log is null ? Task.CompletedTask : Persistence.Insist(() => log.Keep(shard, epoch: 1), (_, _) => Refused++, time, cancellation);

        async Task<ShardReport> ComputeOne(string key, ReplicationRange range, CancellationToken cancellation)
        {
            var silo = silos.Single(silo => silo.Address.Equals(RequestContext.Get(IPlacementDirector.PlacementHintKey)));
            var thread = await silo.Free();
            var began = time.GetTimestamp();
            begun.Add((thread, range, began));
            await Task.Delay(TimeSpan.FromSeconds((double)range.Count / silo.Pace * (0.9 + 0.2 * random.NextDouble())), time, cancellation);
            var took = time.GetElapsedTime(began);
            silo.Done(thread, took);
            Computed += range.Count;
            return new ShardReport(range, new SeriesStatistics([], 0, 0), [], default, range.Count > AtOnce ? [new byte[1]] : []) { Took = took, Began = began };
        }

        async Task IShardRows.Write(string run, int epoch, int firstReplication, ReadOnlyMemory<byte> body)
        {
            var now = TimeSpan.FromTicks(time.GetTimestamp());
            if (now >= IsAway.From && now < IsAway.To)
                throw new StoreException(StoreFault.Unavailable, "the store is away");
            await Write();
            begun.RemoveAll(shard => shard.Range.First == firstReplication);
        }

        Task IShardRows.Delete(string run, int before) => throw new NotSupportedException();

        IAsyncEnumerable<ShardRow> IShardRows.Read(string run, int firstReplication, CancellationToken cancellation) => throw new NotSupportedException();
    }

    /// <summary>A silo whose threads compute some replications a second each.</summary>
    sealed class Silo(SiloAddress address, int pace, int threads)
    {
        readonly Queue<object> free = new(Enumerable.Range(0, threads).Select(_ => new object()));
        readonly Queue<TaskCompletionSource<object>> waiting = [];

        public SiloAddress Address => address;

        public int Pace => pace;

        public TimeSpan Busy { get; private set; }

        public Task<object> Free()
        {
            if (free.TryDequeue(out var thread))
                return Task.FromResult(thread);
            var next = new TaskCompletionSource<object>();
            waiting.Enqueue(next);
            return next.Task;
        }

        public void Done(object thread, TimeSpan took)
        {
            Busy += took;
            if (waiting.TryDequeue(out var next))
                next.SetResult(thread);
            else
                free.Enqueue(thread);
        }
    }
}
