using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Batches;
using Portfolio.Grains.Computing;
using Portfolio.Model.Simulation;
using State = Portfolio.Contracts.V1.Run.Types.State;
using Status = Google.Rpc.Status;

namespace Portfolio.Grains.Runs;

/// <inheritdoc cref="IRunGrain"/>
[Reentrant]
sealed class RunGrain(
    [PersistentState(StateNames.Runs, StateNames.Provider)] IPersistentState<RunState> state,
    [PersistentState(StateNames.Checkpoints, StateNames.Provider)] IPersistentState<RunCheckpoint> checkpoint,
    [PersistentState(StateNames.Results, StateNames.Provider)] IPersistentState<RunResult> result,
    [PersistentState(StateNames.UnfinishedRuns, StateNames.Provider)] IPersistentState<UnfinishedRun> unfinished,
    IOutcomeBlocks blocks,
    CompiledRuns runs,
    ComputePool pool,
    IClusterMembershipService cluster,
    TimeProvider time,
    ILogger<RunGrain> log) : LongWork(unfinished), IRunGrain
{
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    MergedRun? merged;
    KeptOutcomes? outcomes;
    Pace pace;

    Run Run => state.State.Run;

    /// <inheritdoc/>
    protected override bool Exists => Run is not null;

    /// <inheritdoc/>
    protected override State State
    {
        get => Run.State;
        set => Run.State = value;
    }

    KeptOutcomes Outcomes => outcomes ??= new KeptOutcomes(blocks, pool, Name, !Run.SummaryOnly, checkpoint.State.Replications > 0);

    /// <summary>Shards merged: the position of the newest bands.</summary>
    long Sequence => (Run.ReplicationsDone + Run.ShardSize - 1) / Run.ShardSize;

    /// <inheritdoc/>
    public async Task<Run> Create(Run run, RunPlan plan)
    {
        if (Run is not null && (Run.PlanHash != run.PlanHash || Run.Replications != run.Replications))
            throw new RefusedException(Refusal.AlreadyExists, Name, "the request id was used for another run");
        await Create(() => Make(run, plan));
        return Run!.Clone();
    }

    /// <inheritdoc/>
    public async Task<Run> Read()
    {
        Existing();
        await Keeping;
        return Run.Clone();
    }

    /// <inheritdoc/>
    public async Task<Run> WaitForEnd(CancellationToken cancellation)
    {
        Existing();
        var began = time.GetTimestamp();
        while (!Ended && time.GetElapsedTime(began) < LongestWait && await News.Within(News.Next, time, cancellation))
        {
        }

        return await Read();
    }

    /// <inheritdoc/>
    public Task<RunState> ReadPlan()
    {
        Existing();
        return Task.FromResult(state.State);
    }

    /// <inheritdoc/>
    public async Task<Run> Pause()
    {
        Existing();
        await PauseWork();
        return Run.Clone();
    }

    /// <inheritdoc/>
    public async Task<Run> Resume()
    {
        Existing();
        await ResumeWork();
        return Run.Clone();
    }

    /// <inheritdoc/>
    public async Task<Run> Cancel()
    {
        Existing();
        await CancelWork();
        return Run.Clone();
    }

    /// <inheritdoc/>
    public Task Delete()
    {
        Existing();
        return DeleteWork();
    }

    /// <inheritdoc/>
    public async Task<RunResult> ReadResult(View? bands)
    {
        if (Existing().ReplicationsDone == 0)
            throw new RefusedException(Refusal.FailedPrecondition, Name, "no replication is done yet");
        if (bands is null && result.State.Replications == Run.ReplicationsDone)
            return result.State;
        var run = await Merged();
        List<Band> found = bands is null ? [] : [.. BandView.Of(run, bands)];
        var summary = result.State.Replications == run.Replications ? result.State.Clone() : await Summarise(run);
        summary.Bands.AddRange(found);
        return summary;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RunFrame> Watch(long afterSequence, View? view, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Existing();
        var newest = Sequence + (Ended ? 1 : 0);
        if (afterSequence > newest)
            throw new RefusedException(Refusal.OutOfRange, Name, $"the newest frame is {newest}; {afterSequence} is beyond it");
        var seen = afterSequence;
        while (true)
        {
            var change = News.Next;
            if (Sequence > seen)
            {
                var run = await Merged();
                seen = Sequence;
                yield return Frame(seen, frame => frame.Bands = Bands(run, view));
            }
            else if (Ended)
            {
                await Keeping;
                yield return Frame(Sequence + 1, frame => frame.Ended = Run.Clone());
                yield break;
            }
            else if (!await News.Within(change, time, cancellation))
            {
                yield return Frame(Sequence, frame => frame.Heartbeat = new Heartbeat());
            }
        }
    }

    Run Existing() => Run ?? throw new RefusedException(Refusal.NotFound, Name, "there is no such run");

    RunFrame Frame(long sequence, Action<RunFrame> fill)
    {
        var frame = new RunFrame { Run = Name, Epoch = 1, Sequence = sequence };
        fill(frame);
        return frame;
    }

    Bands Bands(MergedRun run, View? view)
    {
        var bands = new Bands
        {
            ReplicationsDone = run.Replications,
            Replications = Run.Replications,
            ReplicationsPerSecond = pace.PerSecond,
            TimeLeft = Duration.FromTimeSpan(pace.TimeLeft(Run.Replications - run.Replications)),
        };
        bands.Bands_.AddRange(BandView.Of(run, view));
        return bands;
    }

    async Task<MergedRun> Merged()
    {
        if (merged is null)
        {
            var compiled = await runs.Get(Name, state.State);
            var from = checkpoint.State;
            var made = await pool.Tend(() => new MergedRun(compiled, from));
            await Recall(made);
            merged ??= made;
        }

        return merged;
    }

    /// <summary>Reads the outcomes behind a checkpoint again, which keeps only the statistics of series.</summary>
    async Task Recall(MergedRun run)
    {
        if (run.Replications == 0)
            return;
        await foreach (var (first, outcomes) in blocks.Read(Name, CancellationToken.None))
        {
            if (first < run.Replications)
                await pool.Tend(() => run.Recall(first, outcomes));
        }
    }

    void Make(Run run, RunPlan plan)
    {
        run.Name = Name;
        run.CreateTime = time.GetUtcNow().ToTimestamp();
        state.State = new RunState { Run = run, Plan = plan };
    }

    /// <inheritdoc/>
    protected override async Task Compute()
    {
        var run = await Merged();
        State = State.Running;
        pace = new Pace(time, run.Replications);
        await ComputeShards(run);

        // Before the last checkpoint: of a run that keeps its summary only, nothing behind that could be summarised again.
        if (result.State.Replications != run.Replications)
        {
            result.State = await Summarise(run);
            await result.WriteStateAsync();
        }

        await KeepStatistics(run);
        await Outcomes.Settle();
        Run.Digest = run.Digest;
    }

    async Task ComputeShards(MergedRun run)
    {
        var kept = time.GetTimestamp();
        var left = new ReplicationRange(run.Replications, Run.Replications - run.Replications);
        var shards = new ShardsInOrder(cluster, pool, time, log, Name).Compute(
            left,
            Run.ShardSize,
            (key, range, cancellation) => GrainFactory.GetGrain<IShardGrain>(key).Compute(Name, range.First, range.Count, cancellation),
            Halting);
        await foreach (var shard in shards)
        {
            await Outcomes.Add(shard.Range.First, shard.Outcomes, Halting);
            var leaves = await pool.Tend(() => ShardCodec.Leaves(shard.Outcomes).ToList(), Halting);
            run.Merge(shard, leaves);
            Run.ReplicationsDone = run.Replications;
            pace = pace.At(run.Replications);
            News.Announce();

            // A run that nobody asks about is busy all the same, and must not be put away as idle.
            DelayDeactivation(ShardsInOrder.LongestShard);
            if (time.GetElapsedTime(kept) < CheckpointEvery)
                continue;
            await Keep(run);
            kept = time.GetTimestamp();
        }
    }

    Task<RunResult> Summarise(MergedRun run)
    {
        var name = Name;
        return pool.Tend(() => run.Summary(name));
    }

    async Task Keep(MergedRun run)
    {
        await Outcomes.Store(CancellationToken.None);
        await KeepStatistics(run);
    }

    async Task KeepStatistics(MergedRun run)
    {
        checkpoint.State = await pool.Tend(run.Checkpoint);
        Run.ReplicationsDone = run.Replications;
        await checkpoint.WriteStateAsync();
    }

    /// <inheritdoc/>
    protected override void GoBackToCheckpoint() => Run.ReplicationsDone = checkpoint.State.Replications;

    /// <inheritdoc/>
    protected override Task KeepMerged() => merged is null ? Task.CompletedTask : Keep(merged);

    /// <inheritdoc/>
    protected override Task KeepState() => state.WriteStateAsync();

    /// <inheritdoc/>
    protected override async Task Forget()
    {
        await GrainFactory.GetGrain<IFinishedRunGrain>(ContentHash.Of(Run)).Forget(Name);
        await blocks.Delete(Name);
        await result.ClearStateAsync();
        await checkpoint.ClearStateAsync();
        await state.ClearStateAsync();
    }

    /// <inheritdoc/>
    protected override async Task Succeeded()
    {
        await GrainFactory.GetGrain<IFinishedRunGrain>(ContentHash.Of(Run)).Keep(Name);

        // Nobody watches the runs of a batch's items, of which there are thousands.
        if (Run.Batch.Length > 0)
            DeactivateOnIdle();
    }

    /// <inheritdoc/>
    protected override void StampEnd() => Run.EndTime = time.GetUtcNow().ToTimestamp();

    /// <inheritdoc/>
    protected override void NoteMoved(Exception exception) => log.RunMoved(exception, Name);

    /// <inheritdoc/>
    protected override void NoteFailed(Exception exception)
    {
        log.RunFailed(exception, Name);
        Run.Error = new Status { Code = (int)Code.Internal, Message = exception.Message };
    }
}
