using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Computing;
using Portfolio.Grains.Runs;
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
    KnownInquiries inquiries,
    ComputePool pool,
    IClusterMembershipService cluster,
    TimeProvider time,
    ILogger<StudyGrain> log) : LongWork(unfinished, time), IStudyGrain
{
    MergedStudy? merged;
    Pace pace;

    Study Study => state.State.Study;

    /// <inheritdoc/>
    protected override bool Exists => Study is not null;

    /// <inheritdoc/>
    protected override State State
    {
        get => Study.State;
        set => Study.State = value;
    }

    /// <inheritdoc/>
    protected override int Done => Study.ReplicationsDone;

    /// <inheritdoc/>
    protected override WorkLog Log => state.State.Log ??= new WorkLog();

    /// <inheritdoc/>
    public async Task<Study> Create(Study study, IReadOnlyList<RunPlan> plans, string request)
    {
        await Create(request, () => Study.PlanHash == study.PlanHash && Study.Replications == study.Replications && Equals(Study.Until, study.Until), () => Make(study, plans));
        return Study.Clone();
    }

    /// <inheritdoc/>
    public async Task<Study?> Find(string request) => await WasCreatedBy(request) ? Study.Clone() : null;

    /// <inheritdoc/>
    public async Task<Study> Read()
    {
        Existing();
        await Keeping;
        return Study.Clone();
    }

    /// <inheritdoc/>
    public Task<StudyState> ReadPlan()
    {
        Existing();
        return Task.FromResult(state.State);
    }

    /// <inheritdoc/>
    public async Task<Study> Pause()
    {
        Existing();
        await PauseWork();
        return Study.Clone();
    }

    /// <inheritdoc/>
    public async Task<Study> Resume()
    {
        Existing();
        await ResumeWork();
        return Study.Clone();
    }

    /// <inheritdoc/>
    public async Task<Study> Cancel()
    {
        Existing();
        await CancelWork();
        return Study.Clone();
    }

    /// <inheritdoc/>
    public Task Delete()
    {
        Existing();
        return DeleteWork();
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
    public async IAsyncEnumerable<StudyFrame> Watch(StreamPosition after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Existing();
        await foreach (var frame in Stream.Follow(after, Frame, between: Rhythm.ForEyes, cancellation))
            yield return frame;
    }

    Study Existing() => Study ?? throw new RefusedException(Refusal.NotFound, Name, "there is no such study");

    Task<StudyAnswer> Found(MergedStudy study)
    {
        var name = Name;
        return pool.Tend(() => study.Answer(name));
    }

    StudyFrame Frame(StreamItem item)
    {
        var frame = new StudyFrame { Study = Name, Epoch = item.At.Epoch, Sequence = item.At.Sequence };
        switch (item.Kind)
        {
            case StreamItemKind.Merged:
                frame.Progress = Progress();
                break;
            case StreamItemKind.Change:
                frame.Change = item.Change;
                break;
            case StreamItemKind.End:
                frame.Ended = Study.Clone();
                break;
            case StreamItemKind.Resumed:
                frame.Resumed = new Resumed();
                break;
            default:
                frame.Heartbeat = pace.Beat(Study.ReplicationsDone, Study.Replications, State);
                break;
        }

        return frame;
    }

    StudyProgress Progress() => new()
    {
        ReplicationsDone = Study.ReplicationsDone,
        Replications = Study.Replications,
        ReplicationsPerSecond = pace.PerSecond * (Study.Cost?.Cases ?? 1),
        TimeLeft = Duration.FromTimeSpan(pace.TimeLeft(Study.Replications - Study.ReplicationsDone)),
    };

    async Task<MergedStudy> Merged()
    {
        if (merged is null)
        {
            Existing();
            var inquiry = await inquiries.Of(Study, state.State.Plans);
            var from = checkpoint.State;
            var made = await pool.Tend(() => new MergedStudy(inquiry, from));
            merged ??= made;
        }

        return merged;
    }

    void Make(Study study, IReadOnlyList<RunPlan> plans)
    {
        study.Name = Name;
        study.CreateTime = Time.GetUtcNow().ToTimestamp();
        state.State = new StudyState { Study = study };
        state.State.Plans.AddRange(plans);
    }

    /// <inheritdoc/>
    protected override async Task Compute()
    {
        var study = await Merged();
        pace = new Pace(Time, study.Replications);
        await ComputeShards(study);
        await Keep(study);
        answer.State = await Found(study);
        await answer.WriteStateAsync();
    }

    async Task ComputeShards(MergedStudy study)
    {
        var kept = Time.GetTimestamp();
        using var stop = new StoppingPoint(Study.Until, Study.Replications, Study.CreateTime.ToDateTimeOffset(), Time);
        if (IsComplete(stop, study))
            return;
        var shards = new ShardsInOrder(cluster, pool, Time, log, Name, ShardSizes.Longest);
        var computed = shards.Compute(
            ShardCut.Of(study.Replications, Study.Replications, study.ShardSize, study.Looks, shards.Fitting),
            (key, range, cancellation) => GrainFactory.GetGrain<IStudyShardGrain>(key).Compute(Name, Study.PlanHash, range.First, range.Count, cancellation),
            stop.Over,
            Halting);
        await foreach (var shard in computed)
        {
            Study.ReplicationsDone = await pool.Tend(() => study.Merge(shard), Halting);
            pace = pace.At(study.Replications);
            News.Announce();
            if (IsComplete(stop, study))
                return;
            DelayDeactivation(ShardsInOrder.LongestShard);
            if (Time.GetElapsedTime(kept) < CheckpointEvery)
                continue;
            await Keep(study);
            kept = Time.GetTimestamp();
        }

        Study.StoppingReason = stop.Reason(study.Replications, study.Looks, study.AreEnough);
    }

    bool IsComplete(StoppingPoint stop, MergedStudy study) =>
        (Study.StoppingReason = stop.Reason(study.Replications, study.Looks, study.AreEnough)) != StoppingReason.Unspecified;

    async Task Keep(MergedStudy study)
    {
        checkpoint.State = await pool.Tend(study.Checkpoint);
        Study.ReplicationsDone = study.Replications;
        await checkpoint.WriteStateAsync();
    }

    /// <inheritdoc/>
    protected override void GoBackToCheckpoint() => Study.ReplicationsDone = checkpoint.State.Replications;

    /// <inheritdoc/>
    protected override Task KeepMerged() => merged is null ? Task.CompletedTask : Keep(merged);

    /// <inheritdoc/>
    protected override Task KeepState() => state.WriteStateAsync();

    /// <inheritdoc/>
    protected override async Task Forget()
    {
        await answer.ClearStateAsync();
        await checkpoint.ClearStateAsync();
        await state.ClearStateAsync();
    }

    /// <inheritdoc/>
    protected override void StampEnd() => Study.EndTime = Time.GetUtcNow().ToTimestamp();

    /// <inheritdoc/>
    protected override void NoteMoved(Exception exception) => log.StudyMoved(exception, Name);

    /// <inheritdoc/>
    protected override void NoteFailed(Exception exception)
    {
        log.StudyFailed(exception, Name);
        Study.Error = new Status { Code = (int)Code.Internal, Message = exception.Message };
    }
}
