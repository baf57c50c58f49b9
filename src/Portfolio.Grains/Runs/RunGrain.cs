using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Computing;
using Portfolio.Model.Outcomes;
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
    static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(10);

    readonly CancellationTokenSource cancelling = new();
    TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    MergedRun? merged;
    Pace pace;
    Task execution = Task.CompletedTask;

    Run Run => state.State.Run;

    string Name => this.GetPrimaryKeyString();

    bool Ended => Run.State is State.Succeeded or State.Failed or State.Cancelled;

    /// <summary>Shards merged: the position of the newest bands.</summary>
    long Sequence => (merged?.Replications + Run.ShardSize - 1) / Run.ShardSize ?? 0;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (Run is not null && !Ended)
            execution = Execute();
        return Task.CompletedTask;
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
        if (Run is not null)
        {
            if (Run.PlanHash != run.PlanHash || Run.Replications != run.Replications)
                throw new RefusedException(Refusal.AlreadyExists, Name, "the request id was used for another run");
            return Run;
        }

        run.Name = Name;
        run.State = State.Queued;
        run.CreateTime = time.GetUtcNow().ToTimestamp();
        state.State = new RunState { Run = run, Plan = plan };
        unfinished.State = new UnfinishedRun { Run = Name };
        await unfinished.WriteStateAsync();
        await state.WriteStateAsync();
        execution = Execute();
        return Run!;
    }

    /// <inheritdoc/>
    public Task<Run> Read() => Task.FromResult(Existing().Clone());

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
        if (!Ended)
            await End(State.Cancelled);
        return Run.Clone();
    }

    /// <inheritdoc/>
    public async Task<RunResult> ReadResult(View? bands)
    {
        Existing();
        var run = await Merged();
        if (run.Replications == 0)
            throw new RefusedException(Refusal.FailedPrecondition, Name, "no replication is done yet");
        var found = result.State.Replications == run.Replications ? result.State.Clone() : await Summarise(run);
        if (bands is not null)
            found.Bands.AddRange(BandView.Of(run, bands));
        return found;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RunFrame> Watch(long afterSequence, View? view, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Existing();
        var run = await Merged();
        if (afterSequence > Sequence + (Ended ? 1 : 0))
            throw new RefusedException(Refusal.OutOfRange, Name, $"the newest frame is {Sequence}; {afterSequence} is beyond it");
        var seen = afterSequence;
        while (true)
        {
            var change = changed.Task;
            if (Sequence > seen)
            {
                seen = Sequence;
                yield return Frame(seen, frame => frame.Bands = Bands(run, view));
            }

            if (Ended)
            {
                yield return Frame(Sequence + 1, frame => frame.Ended = Run.Clone());
                yield break;
            }

            if (!await Changes(change, cancellation))
                yield return Frame(Sequence, frame => frame.Heartbeat = new Heartbeat());
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

    /// <summary>Waits for a change, but no longer than a heartbeat.</summary>
    async Task<bool> Changes(Task change, CancellationToken cancellation)
    {
        try
        {
            await change.WaitAsync(HeartbeatEvery, time, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    async Task<MergedRun> Merged()
    {
        if (merged is null)
        {
            var compiled = await runs.Get(Name, state.State);
            var made = await pool.Run(_ => new MergedRun(compiled, checkpoint.State), CancellationToken.None);
            merged ??= made;
        }

        return merged;
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
        catch (Exception exception)
        {
            log.RunFailed(exception, Name);
            Run.Error = new Status { Code = (int)Code.Internal, Message = exception.Message };
            await End(State.Failed);
        }
    }

    async Task ComputeShards(MergedRun run)
    {
        var window = await ShardsInFlight();
        var underWay = new Queue<Task<RangeResult>>();
        var next = run.Replications;
        var kept = time.GetTimestamp();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancelling.Token);
        try
        {
            while (next < Run.Replications || underWay.Count > 0)
            {
                for (; next < Run.Replications && underWay.Count < window; next += Run.ShardSize)
                    underWay.Enqueue(Compute(next, Math.Min(Run.ShardSize, Run.Replications - next), giveUp.Token));

                var shard = await underWay.Dequeue();
                var (outcomes, leaves) = await pool.Run(_ => (ShardCodec.Encode(shard.Outcomes), ShardCodec.Leaves(shard.Outcomes).ToList()), giveUp.Token);
                await blocks.Write(Name, shard.Range.First, outcomes.Memory);
                run.Merge(shard, leaves);
                Run.ReplicationsDone = run.Replications;
                pace = pace.At(run.Replications);
                Announce();
                if (time.GetElapsedTime(kept) < CheckpointEvery)
                    continue;
                await Keep(run);
                kept = time.GetTimestamp();
            }
        }
        finally
        {
            await giveUp.CancelAsync();
        }
    }

    /// <summary>A shard, tried again elsewhere where its silo was lost.</summary>
    async Task<RangeResult> Compute(int first, int count, CancellationToken cancellation)
    {
        const int tries = 5;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await GrainFactory.GetGrain<IShardGrain>($"{Name}/{first}/{attempt}").Compute(Name, first, count, cancellation);
            }
            catch (Exception exception) when (attempt < tries && exception is OrleansException or TimeoutException)
            {
                log.ShardRetried(exception, Name, first, attempt);
            }
        }
    }

    /// <summary>Enough shards that no silo's threads wait for the next one.</summary>
    async Task<int> ShardsInFlight()
    {
        var hosts = await GrainFactory.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true);
        return 2 * pool.Threads * Math.Max(1, hosts.Count);
    }

    async Task<RunResult> Summarise(MergedRun run)
    {
        var tables = new List<OutcomeTable>();
        var model = run.Model;
        await foreach (var (first, outcomes) in blocks.Read(Name, CancellationToken.None))
        {
            if (first < run.Replications)
                tables.Add(await pool.Run(_ => ShardCodec.DecodeOutcomes(outcomes, run.Subjects.Count, model.Targets.Count), CancellationToken.None));
        }

        return await pool.Run(_ => ResultSummary.Of(Name, model, run.Subjects, tables), CancellationToken.None);
    }

    async Task Keep(MergedRun run)
    {
        checkpoint.State = await pool.Run(_ => run.Checkpoint(), CancellationToken.None);
        Run.ReplicationsDone = run.Replications;
        await checkpoint.WriteStateAsync();
    }

    async Task End(State final)
    {
        Run.State = final;
        Run.EndTime = time.GetUtcNow().ToTimestamp();
        await state.WriteStateAsync();
        await unfinished.ClearStateAsync();
        Announce();
    }

    /// <summary>Wakes everybody who waits for news.</summary>
    void Announce()
    {
        var before = changed;
        changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        before.SetResult();
    }
}
