using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Storage;
using Portfolio.Contracts.V1;
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
    TimeProvider time,
    ILogger<RunGrain> log) : Grain, IRunGrain, IDisposable
{
    static readonly TimeSpan CheckpointEvery = TimeSpan.FromSeconds(2);

    readonly CancellationTokenSource cancelling = new();
    readonly News news = new();
    MergedRun? merged;
    Pace pace;
    Task creation = Task.CompletedTask;
    Task execution = Task.CompletedTask;
    Task ending = Task.CompletedTask;

    Run Run => state.State.Run;

    string Name => this.GetPrimaryKeyString();

    bool Ended => Run.State is State.Succeeded or State.Failed or State.Cancelled;

    /// <summary>Shards merged: the position of the newest bands.</summary>
    long Sequence => (Run.ReplicationsDone + Run.ShardSize - 1) / Run.ShardSize;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // A process that was killed may have left a mark whose run was never kept, or has ended.
        if (unfinished.RecordExists && (Run is null || Ended))
            await unfinished.ClearStateAsync(cancellationToken);
        if (Run is null)
            return;
        Run.ReplicationsDone = checkpoint.State.Replications;
        if (!Ended)
            execution = Execute();
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await cancelling.CancelAsync();
        await execution.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    /// <inheritdoc/>
    public void Dispose() => cancelling.Dispose();

    /// <inheritdoc/>
    public async Task<Run> Create(Run run, RunPlan plan)
    {
        if (Run is null)
            creation = Begin(run, plan);
        else if (Run.PlanHash != run.PlanHash || Run.Replications != run.Replications)
            throw new RefusedException(Refusal.AlreadyExists, Name, "the request id was used for another run");
        await creation;
        return Run!.Clone();
    }

    /// <inheritdoc/>
    public async Task<Run> Read()
    {
        Existing();
        await ending;
        return Run.Clone();
    }

    /// <inheritdoc/>
    public Task<RunState> ReadPlan()
    {
        Existing();
        return Task.FromResult(state.State);
    }

    /// <inheritdoc/>
    public async Task<Run> Cancel()
    {
        Existing();
        await cancelling.CancelAsync();
        await execution.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await (Ended ? ending : End(State.Cancelled));
        return Run.Clone();
    }

    /// <inheritdoc/>
    public async Task<RunResult> ReadResult(View? bands)
    {
        if (Existing().ReplicationsDone == 0)
            throw new RefusedException(Refusal.FailedPrecondition, Name, "no replication is done yet");
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
            var change = news.Next;
            if (Sequence > seen)
            {
                var run = await Merged();
                seen = Sequence;
                yield return Frame(seen, frame => frame.Bands = Bands(run, view));
            }
            else if (Ended)
            {
                await ending;
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
            var made = await pool.Run(_ => new MergedRun(compiled, from), CancellationToken.None);
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
                await pool.Run(_ => run.Recall(first, outcomes), CancellationToken.None);
        }
    }

    /// <summary>Keeps the run and starts it; one that cannot be kept is forgotten.</summary>
    async Task Begin(Run run, RunPlan plan)
    {
        run.Name = Name;
        run.State = State.Queued;
        run.CreateTime = time.GetUtcNow().ToTimestamp();
        state.State = new RunState { Run = run, Plan = plan };
        unfinished.State = new UnfinishedRun { Run = Name };
        try
        {
            await unfinished.WriteStateAsync();
            await state.WriteStateAsync();
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }

        execution = Execute();
    }

    /// <summary>Computes what is left, merges it in order, and ends the run.</summary>
    async Task Execute()
    {
        try
        {
            await Task.Yield();
            var run = await Merged();
            Run.State = State.Running;
            pace = new Pace(time, run.Replications);
            await ComputeShards(run);
            await Keep(run);
            result.State = await Summarise(run);
            await result.WriteStateAsync();
            Run.Digest = run.Digest;
            await End(State.Succeeded);
        }
        catch (OperationCanceledException) when (cancelling.IsCancellationRequested)
        {
            // A cancelled run keeps what was merged; one whose grain merely moves goes on from there.
            await Keep(await Merged());
        }
        catch (InconsistentStateException exception)
        {
            // Another activation has written since: this one gives way and leaves the end to it.
            log.RunMoved(exception, Name);
            DeactivateOnIdle();
        }
        catch (Exception exception)
        {
            log.RunFailed(exception, Name);
            Run.Error = new Status { Code = (int)Code.Internal, Message = exception.Message };
            if (merged is not null)
                await Keep(merged);
            await End(State.Failed);
        }
    }

    async Task ComputeShards(MergedRun run)
    {
        var kept = time.GetTimestamp();
        var left = new ReplicationRange(run.Replications, Run.Replications - run.Replications);
        var shards = new ShardsInOrder(GrainFactory, pool, time, log, Name).Compute(
            left,
            Run.ShardSize,
            (key, range, cancellation) => GrainFactory.GetGrain<IShardGrain>(key).Compute(Name, range.First, range.Count, cancellation),
            cancelling.Token);
        await foreach (var shard in shards)
        {
            var (outcomes, leaves) = await pool.Run(_ => (ShardCodec.Encode(shard.Outcomes), ShardCodec.Leaves(shard.Outcomes).ToList()), cancelling.Token);
            await blocks.Write(Name, shard.Range.First, outcomes.Memory);
            run.Merge(shard, leaves);
            Run.ReplicationsDone = run.Replications;
            pace = pace.At(run.Replications);
            news.Announce();

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
        return pool.Run(_ => run.Summary(name), CancellationToken.None);
    }

    async Task Keep(MergedRun run)
    {
        checkpoint.State = await pool.Run(_ => run.Checkpoint(), CancellationToken.None);
        Run.ReplicationsDone = run.Replications;
        await checkpoint.WriteStateAsync();
    }

    /// <summary>Ends the run; nobody is told before the end is kept.</summary>
    Task End(State final) => ending = KeepEnd(final);

    async Task KeepEnd(State final)
    {
        Run.State = final;
        Run.EndTime = time.GetUtcNow().ToTimestamp();
        await state.WriteStateAsync();
        await unfinished.ClearStateAsync();
        news.Announce();
    }
}
