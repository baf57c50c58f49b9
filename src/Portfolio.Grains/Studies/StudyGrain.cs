using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Storage;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Computing;
using Portfolio.Grains.Runs;
using Portfolio.Model.Simulation;
using State = Portfolio.Contracts.V1.Run.Types.State;
using Status = Google.Rpc.Status;

namespace Portfolio.Grains.Studies;

/// <inheritdoc cref="IStudyGrain"/>
[Reentrant]
sealed class StudyGrain(
    [PersistentState(StateNames.Studies, StateNames.Provider)] IPersistentState<StudyState> state,
    [PersistentState(StateNames.StudyCheckpoints, StateNames.Provider)] IPersistentState<StudyCheckpoint> checkpoint,
    [PersistentState(StateNames.Answers, StateNames.Provider)] IPersistentState<StudyAnswer> answer,
    [PersistentState(StateNames.UnfinishedStudies, StateNames.Provider)] IPersistentState<UnfinishedRun> unfinished,
    CompiledStudies studies,
    ComputePool pool,
    TimeProvider time,
    ILogger<StudyGrain> log) : Grain, IStudyGrain, IDisposable
{
    static readonly TimeSpan CheckpointEvery = TimeSpan.FromSeconds(2);

    readonly CancellationTokenSource cancelling = new();
    readonly News news = new();
    MergedStudy? merged;
    Pace pace;
    Task creation = Task.CompletedTask;
    Task execution = Task.CompletedTask;
    Task ending = Task.CompletedTask;

    Study Study => state.State.Study;

    string Name => this.GetPrimaryKeyString();

    bool Ended => Study.State is State.Succeeded or State.Failed or State.Cancelled;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // A process that was killed may have left a mark whose study was never kept, or has ended.
        if (unfinished.RecordExists && (Study is null || Ended))
            await unfinished.ClearStateAsync(cancellationToken);
        if (Study is null)
            return;
        Study.ReplicationsDone = checkpoint.State.Replications;
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
    public async Task<Study> Create(Study study, IReadOnlyList<RunPlan> plans)
    {
        if (Study is null)
            creation = Begin(study, plans);
        else if (Study.PlanHash != study.PlanHash || Study.Replications != study.Replications)
            throw new RefusedException(Refusal.AlreadyExists, Name, "the request id was used for another study");
        await creation;
        return Study!.Clone();
    }

    /// <inheritdoc/>
    public async Task<Study> Read()
    {
        Existing();
        await ending;
        return Study.Clone();
    }

    /// <inheritdoc/>
    public Task<StudyState> ReadPlan()
    {
        Existing();
        return Task.FromResult(state.State);
    }

    /// <inheritdoc/>
    public async Task<Study> Cancel()
    {
        Existing();
        await cancelling.CancelAsync();
        await execution.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await (Ended ? ending : End(State.Cancelled));
        return Study.Clone();
    }

    /// <inheritdoc/>
    public async Task<StudyAnswer> ReadAnswer()
    {
        if (Existing().ReplicationsDone == 0)
            throw new RefusedException(Refusal.FailedPrecondition, Name, "no replication is done yet");
        if (answer.State.Replications == Study.ReplicationsDone)
            return answer.State;
        return await Found(await Merged());
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StudyFrame> Watch(long afterSequence, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var shard = (await Merged()).ShardSize;
        long Sequence() => (Existing().ReplicationsDone + shard - 1) / shard;
        if (afterSequence > Sequence() + (Ended ? 1 : 0))
            throw new RefusedException(Refusal.OutOfRange, Name, $"the newest frame is {Sequence()}; {afterSequence} is beyond it");
        for (var seen = afterSequence; ;)
        {
            var change = news.Next;
            if (Sequence() > seen)
            {
                seen = Sequence();
                yield return Frame(seen, frame => frame.Progress = Progress());
            }
            else if (Ended)
            {
                await ending;
                yield return Frame(Sequence() + 1, frame => frame.Ended = Study.Clone());
                yield break;
            }
            else if (!await News.Within(change, time, cancellation))
            {
                yield return Frame(Sequence(), frame => frame.Heartbeat = new Heartbeat());
            }
        }
    }

    Study Existing() => Study ?? throw new RefusedException(Refusal.NotFound, Name, "there is no such study");

    Task<StudyAnswer> Found(MergedStudy study)
    {
        var (name, scenarios) = (Name, state.State.Plans.Select(plan => plan.Scenario).ToList());
        return pool.Run(_ => study.Answer(name, scenarios), CancellationToken.None);
    }

    StudyFrame Frame(long sequence, Action<StudyFrame> fill)
    {
        var frame = new StudyFrame { Study = Name, Epoch = 1, Sequence = sequence };
        fill(frame);
        return frame;
    }

    StudyProgress Progress() => new()
    {
        ReplicationsDone = Study.ReplicationsDone,
        Replications = Study.Replications,
        ReplicationsPerSecond = pace.PerSecond * state.State.Plans.Count,
        TimeLeft = Duration.FromTimeSpan(pace.TimeLeft(Study.Replications - Study.ReplicationsDone)),
    };

    async Task<MergedStudy> Merged()
    {
        if (merged is null)
        {
            Existing();
            var compiled = await studies.Get(Name, state.State);
            var from = checkpoint.State;
            var made = await pool.Run(_ => new MergedStudy(compiled, from), CancellationToken.None);
            merged ??= made;
        }

        return merged;
    }

    /// <summary>Keeps the study and starts it; one that cannot be kept is forgotten.</summary>
    async Task Begin(Study study, IReadOnlyList<RunPlan> plans)
    {
        study.Name = Name;
        study.State = State.Queued;
        study.CreateTime = time.GetUtcNow().ToTimestamp();
        state.State = new StudyState { Study = study };
        state.State.Plans.AddRange(plans);
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

    /// <summary>Computes what is left, merges it, answers, and ends the study.</summary>
    async Task Execute()
    {
        try
        {
            await Task.Yield();
            var study = await Merged();
            Study.State = State.Running;
            pace = new Pace(time, study.Replications);
            await ComputeShards(study);
            await Keep(study);
            answer.State = await Found(study);
            await answer.WriteStateAsync();
            await End(State.Succeeded);
        }
        catch (OperationCanceledException) when (cancelling.IsCancellationRequested)
        {
            // A cancelled study keeps what was merged; one whose grain merely moves goes on from there.
            await Keep(await Merged());
        }
        catch (InconsistentStateException exception)
        {
            // Another activation has written since: this one gives way and leaves the end to it.
            log.StudyMoved(exception, Name);
            DeactivateOnIdle();
        }
        catch (Exception exception)
        {
            log.StudyFailed(exception, Name);
            Study.Error = new Status { Code = (int)Code.Internal, Message = exception.Message };
            await End(State.Failed);
        }
    }

    async Task ComputeShards(MergedStudy study)
    {
        var kept = time.GetTimestamp();
        var left = new ReplicationRange(study.Replications, Study.Replications - study.Replications);
        var shards = new ShardsInOrder(GrainFactory, pool, time, log, Name).Compute(
            left,
            study.ShardSize,
            (key, range, cancellation) => GrainFactory.GetGrain<IStudyShardGrain>(key).Compute(Name, range.First, range.Count, cancellation),
            cancelling.Token);
        await foreach (var shard in shards)
        {
            Study.ReplicationsDone = await pool.Run(_ => study.Merge(shard), cancelling.Token);
            pace = pace.At(study.Replications);
            news.Announce();
            DelayDeactivation(ShardsInOrder.LongestShard);
            if (time.GetElapsedTime(kept) < CheckpointEvery)
                continue;
            await Keep(study);
            kept = time.GetTimestamp();
        }
    }

    async Task Keep(MergedStudy study)
    {
        checkpoint.State = await pool.Run(_ => study.Checkpoint(), CancellationToken.None);
        Study.ReplicationsDone = study.Replications;
        await checkpoint.WriteStateAsync();
    }

    /// <summary>Ends the study; nobody is told before the end is kept.</summary>
    Task End(State final) => ending = KeepEnd(final);

    async Task KeepEnd(State final)
    {
        Study.State = final;
        Study.EndTime = time.GetUtcNow().ToTimestamp();
        await state.WriteStateAsync();
        await unfinished.ClearStateAsync();
        news.Announce();
    }
}
