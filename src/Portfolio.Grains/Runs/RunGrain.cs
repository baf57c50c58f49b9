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
/// <remarks>What a run has merged takes tens of megabytes, so one that is idle is put away soon, and one that has ended as soon as some others were asked about; who asks again finds it by its checkpoint.</remarks>
[Reentrant, CollectionAgeLimit(Minutes = 2)]
sealed class RunGrain(
    [PersistentState(StateNames.Runs, StateNames.Provider)] IPersistentState<RunState> state,
    [PersistentState(StateNames.Checkpoints, StateNames.Provider)] IPersistentState<RunCheckpoint> checkpoint,
    [PersistentState(StateNames.Results, StateNames.Provider)] IPersistentState<RunResult> result,
    [PersistentState(StateNames.UnfinishedRuns, StateNames.Provider)] IPersistentState<UnfinishedRun> unfinished,
    IOutcomeBlocks blocks,
    IShardLog rows,
    CompiledRuns runs,
    HeldRuns held,
    ComputePool pool,
    IClusterMembershipService cluster,
    TimeProvider time,
    ILogger<RunGrain> log) : LongWork(unfinished, time), IRunGrain
{
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    RunFindings? findings;
    ShardLog? shardLog;
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

    RunFindings Findings => findings ??= new RunFindings(checkpoint, result, pool, Name);

    ShardLog ShardLog => shardLog ??= new ShardLog(rows, Name);

    /// <inheritdoc/>
    protected override int Done => Run.ReplicationsDone;

    /// <inheritdoc/>
    protected override WorkLog Log => state.State.Log ??= new WorkLog();

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await base.OnDeactivateAsync(reason, cancellationToken);
        await Findings.Written();
        held.Forget(Name);
    }

    /// <inheritdoc/>
    public async Task<Run> Create(Run run, RunPlan plan, string request)
    {
        await Create(request, () => Run.PlanHash == run.PlanHash && Run.Replications == run.Replications && Equals(Run.Until, run.Until), () => Make(run, plan));
        return Run.Clone();
    }

    /// <inheritdoc/>
    public async Task<Run?> Find(string request) => await WasCreatedBy(request) ? Run.Clone() : null;

    /// <inheritdoc/>
    public async Task<Run> Read()
    {
        Existing();
        await Keeping;
        var run = Run.Clone();
        LeaveAfterItem();
        return run;
    }

    /// <inheritdoc/>
    public async Task<Run> WaitForEnd(CancellationToken cancellation)
    {
        Existing();
        var began = Time.GetTimestamp();
        for (var isNews = true; isNews && !Ended && Time.GetElapsedTime(began) < LongestWait;)
            isNews = await News.Within(News.Next, Time, cancellation);
        return await Read();
    }

    /// <inheritdoc/>
    public Task<RunState> ReadPlan()
    {
        Existing();
        return Task.FromResult(state.State);
    }

    /// <inheritdoc/>
    public Task<RunCheckpoint> ReadLeaves()
    {
        Existing();
        return Task.FromResult(Findings.Leaves);
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
        if (bands is null && Findings.Result(Run.ReplicationsDone) is { } kept)
            return kept;
        return await Findings.Read(await Merged(), bands);
    }

    /// <inheritdoc/>
    public async Task<(Run, RunResult)> ReadFound()
    {
        var result = await ReadResult(bands: null);
        return (await Read(), result);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RunFrame> Watch(StreamPosition after, View? view, TimeSpan between, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (Existing().ReplicationsDone > 0)
            await Merged();
        await foreach (var frame in Stream.Follow(after, item => Frame(item, view), between, cancellation))
            yield return frame;
    }

    /// <inheritdoc/>
    public async Task<List<RunFrame>> CatchUp(StreamPosition after, View? view)
    {
        if (Existing().ReplicationsDone > 0)
            await Merged();
        return await Stream.New(after, item => Frame(item, view));
    }

    Run Existing() => Run ?? throw new RefusedException(Refusal.NotFound, Name, "there is no such run");

    RunFrame Frame(StreamItem item, View? view)
    {
        var frame = new RunFrame { Run = Name, Epoch = item.At.Epoch, Sequence = item.At.Sequence };
        switch (item.Kind)
        {
            case StreamItemKind.Merged:
                frame.Bands = new Bands { ReplicationsDone = Findings.Merged!.Replications, Replications = Run.Replications };
                frame.Bands.Bands_.AddRange(BandView.OfFrame(Findings.Merged, view));
                break;
            case StreamItemKind.Change:
                frame.Change = item.Change;
                break;
            case StreamItemKind.End:
                frame.Ended = Run.Clone();
                break;
            case StreamItemKind.Resumed:
                frame.Resumed = new Resumed();
                break;
            default:
                frame.Heartbeat = pace.Beat(Run.ReplicationsDone, Run.Replications, State);
                break;
        }

        return frame;
    }

    async Task<MergedRun> Merged()
    {
        var merged = Findings.Merged ?? await Findings.Restore(await runs.Get(Name, state.State), hasSucceeded: State == State.Succeeded);
        if (Ended)
            NoteHeld();
        return merged;
    }

    void NoteHeld() => held.Note(Name, () => GrainContext.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "others were asked about since")));

    void Make(Run run, RunPlan plan)
    {
        run.Name = Name;
        run.CreateTime = Time.GetUtcNow().ToTimestamp();
        state.State = new RunState { Run = run, Plan = plan };
        ShardLog.IsNew();
    }

    /// <inheritdoc/>
    protected override async Task Compute()
    {
        var run = await Merged();
        pace = new Pace(Time, run.Replications);
        if (!Findings.IsComplete)
        {
            await ComputeShards(run);
            await Findings.KeepComplete(run, Run.StoppingReason);
        }

        (Run.StoppingReason, Run.Digest) = (Findings.StoppingReason, run.Digest);
    }

    async Task ComputeShards(MergedRun run)
    {
        using var stop = new RunStop(Run, run.Model, Time);
        if (IsComplete(stop, run))
            return;
        var kept = (await ShardLog.Read(run.Replications)).ToDictionary(shard => shard.Range);
        var isLogged = !Run.KeepOutcomes && pool.Threads * SiloShares.Silos(cluster) <= ShardLog.MostThreads;
        var unkept = new Unkept(KeepFindings, Time);
        var shards = new ShardsInOrder(cluster, pool, Time, log, Name, isLogged ? ShardSizes.LongestInLog : ShardSizes.Longest);
        var computed = shards.Compute(
            stop.Shards(run.Replications, [.. kept.Keys.OrderBy(range => range.First)], shards.Fitting),
            (key, range, cancellation) => kept.Remove(range, out var there) ? Task.FromResult(there) : Computed(key, range, cancellation),
            stop.Over,
            Halting,
            unkept,
            isLogged ? KeepInLog : null);
        await foreach (var shard in computed)
        {
            if (Run.KeepOutcomes)
                await blocks.Write(Name, Positions.Epoch, shard.Range.First, shard.Packed);
            await Findings.Merge(run, shard);
            Run.ReplicationsDone = run.Replications;
            pace = (shard.Began is null ? pace.Without(shard.Range.Count) : pace).At(run.Replications);
            unkept.Add(shard);
            News.Announce();
            if (IsComplete(stop, run))
                return;

            // A run that nobody asks about is busy all the same, and must not be put away as idle.
            DelayDeactivation(ShardsInOrder.LongestShard);
        }

        Run.StoppingReason = stop.Reason(run);
    }

    async Task<ShardReport> Computed(string key, ReplicationRange range, CancellationToken cancellation)
    {
        var shard = await GrainFactory.GetGrain<IShardGrain>(key).Compute(Name, range.First, range.Count, cancellation);
        shard.Began = Time.GetTimestamp() - (long)(shard.Took.TotalSeconds * Time.TimestampFrequency);
        return shard;
    }

    /// <summary>Behind the last one nothing is waited for: all of it is kept at once.</summary>
    Task KeepInLog(ShardReport shard, CancellationToken cancellation) => shard.Range.End == Run.Replications
        ? Task.CompletedTask
        : Persistence.Insist(() => ShardLog.Keep(shard, Positions.Epoch), (exception, attempt) => log.ShardNotYetKept(exception, Name, shard.Range.First, attempt), Time, cancellation);

    /// <summary>Takes what is merged, and keeps it: ends when it is taken, and what it comes to, when it is kept.</summary>
    async Task<Task> KeepFindings() => LetGoOfLog(await Findings.Keep());

    async Task LetGoOfLog(Task<int> kept) => await ShardLog.LetGo(before: await kept);

    bool IsComplete(RunStop stop, MergedRun run) => (Run.StoppingReason = stop.Reason(run)) != StoppingReason.Unspecified;

    /// <inheritdoc/>
    protected override void NoteEngine()
    {
        if (!Findings.IsComplete && RunEngines.Of(Run)[^1] != PlanHash.Engine)
            Run.FurtherEngineVersions.Add(PlanHash.Engine);
    }

    /// <inheritdoc/>
    protected override void GoBackToCheckpoint() => Run.ReplicationsDone = Findings.Kept;

    /// <inheritdoc/>
    protected override async Task KeepMerged()
    {
        // What stopped between merging a shard and saying so has done it all the same.
        Run.ReplicationsDone = Findings.Merged?.Replications ?? Run.ReplicationsDone;
        await await KeepFindings();
    }

    /// <inheritdoc/>
    protected override async Task KeepState()
    {
        if (Ended)
            await ShardLog.LetGo();
        await state.WriteStateAsync();
    }

    /// <inheritdoc/>
    protected override async Task Forget()
    {
        await GrainFactory.GetGrain<IFinishedRunGrain>(OutcomesHash.Of(Run)).Forget(Name);
        await blocks.Delete(Name);
        await rows.Delete(Name);
        await Findings.Forget();
        await state.ClearStateAsync();
    }

    /// <inheritdoc/>
    protected override async Task Succeeded()
    {
        // What several engines computed is no engine's answer.
        if (Run.FurtherEngineVersions.Count == 0)
            await GrainFactory.GetGrain<IFinishedRunGrain>(OutcomesHash.Of(Run)).Keep(Name);

        // It is idle like any other from now on.
        DelayDeactivation(Timeout.InfiniteTimeSpan);
        if (!LeaveAfterItem())
            NoteHeld();
    }

    /// <summary>Has the run of a batch's item put away once it has ended: nobody watches these, or asks for one of them twice, and there are thousands.</summary>
    /// <returns>Whether it is such a run.</returns>
    bool LeaveAfterItem()
    {
        var isOver = Ended && Run.Batch.Length > 0;
        if (isOver)
            DeactivateOnIdle();
        return isOver;
    }

    /// <inheritdoc/>
    protected override void StampEnd() => Run.EndTime = Time.GetUtcNow().ToTimestamp();

    /// <inheritdoc/>
    protected override void NoteMoved(Exception exception) => log.RunMoved(exception, Name);

    /// <inheritdoc/>
    protected override void NoteFailed(Exception exception)
    {
        log.RunFailed(exception, Name);
        Run.Error = new Status { Code = (int)Code.Internal, Message = exception.Message };
    }
}
