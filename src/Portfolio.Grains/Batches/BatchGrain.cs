using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Batches;
using Portfolio.Grains.Computing;
using Portfolio.Grains.Runs;
using Content = Portfolio.Contracts.V1.BatchFrame.ContentOneofCase;
using State = Portfolio.Contracts.V1.Run.Types.State;
using Status = Google.Rpc.Status;

namespace Portfolio.Grains.Batches;

/// <inheritdoc cref="IBatchGrain"/>
/// <remarks>Which items have ended is kept again and again. An item that had ended and was not kept is asked for again, and its run, which is kept by itself, answers at once.</remarks>
[Reentrant]
sealed class BatchGrain(
    [PersistentState(StateNames.Batches, StateNames.Provider)] IPersistentState<BatchState> state,
    [PersistentState(StateNames.BatchCheckpoints, StateNames.Provider)] IPersistentState<BatchCheckpoint> checkpoint,
    [PersistentState(StateNames.UnfinishedBatches, StateNames.Provider)] IPersistentState<UnfinishedRun> unfinished,
    ComputePool pool,
    CompiledRuns runs,
    ShardSizes sizes,
    IClusterMembershipService cluster,
    TimeProvider time,
    ILogger<BatchGrain> log) : LongWork(unfinished, time), IBatchGrain
{
    readonly ItemFeed feed = new(pool, cluster);
    ItemStates? items;
    Pace pace;

    Batch Batch => state.State.Batch;

    ItemStates Items => items ??= new ItemStates(Batch, checkpoint.State);

    /// <inheritdoc/>
    protected override bool Exists => Batch is not null;

    /// <inheritdoc/>
    protected override State State
    {
        get => Batch.State;
        set => Batch.State = value;
    }

    /// <inheritdoc/>
    protected override int Done => checkpoint.State.Ended.Count;

    /// <inheritdoc/>
    protected override WorkLog Log => state.State.Log ??= new WorkLog();

    /// <inheritdoc/>
    public async Task<Batch> Create(Batch batch, RunPlan plan, string request)
    {
        await Create(request, () => Batch.PlanHash == batch.PlanHash, () => Make(batch, plan));
        return Told(Batch.Clone());
    }

    /// <inheritdoc/>
    public async Task<Batch?> Find(string request) => await WasCreatedBy(request) ? Told(Batch.Clone()) : null;

    /// <inheritdoc/>
    public async Task<Batch> Read()
    {
        Existing();
        await Keeping;
        return Told(Batch.Clone());
    }

    /// <inheritdoc/>
    public async Task<Batch> ReadSummary()
    {
        var batch = await Read();
        batch.Points.Clear();
        batch.Grid.Clear();
        batch.Design = null;
        return batch;
    }

    /// <inheritdoc/>
    public async Task<Batch> Pause()
    {
        Existing();
        await PauseWork();
        return Told(Batch.Clone());
    }

    /// <inheritdoc/>
    public async Task<Batch> Resume()
    {
        Existing();
        await ResumeWork();
        return Told(Batch.Clone());
    }

    /// <inheritdoc/>
    public async Task<Batch> Cancel()
    {
        Existing();
        List<string> underWay = [.. Items.RunsUnderWay];
        await CancelWork();
        await new ItemRuns(GrainFactory).Cancel(underWay);
        return Told(Batch.Clone());
    }

    /// <inheritdoc/>
    public async Task<Batch> Retry()
    {
        Existing();
        await BeginAgain(ForgetFailures);
        return Told(Batch.Clone());
    }

    /// <inheritdoc/>
    public Task Delete()
    {
        Existing();
        return DeleteWork();
    }

    /// <inheritdoc/>
    public Task<List<BatchItem>> ReadItems(int after, int most)
    {
        Existing();
        return Task.FromResult(Items.Told(after, most, Ended));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BatchFrame> Watch(long afterSequence, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Existing();
        await foreach (var frame in Stream.Follow(new StreamPosition(0, afterSequence), Frame, between: Rhythm.ForEyes, cancellation))
        {
            if (frame.ContentCase != Content.None)
                yield return frame;
        }
    }

    void Existing()
    {
        if (Batch is null)
            throw new RefusedException(Refusal.NotFound, Name, "there is no such batch");
    }

    void Make(Batch batch, RunPlan plan)
    {
        batch.Name = Name;
        batch.CreateTime = Time.GetUtcNow().ToTimestamp();
        state.State = new BatchState { Batch = batch, Plan = plan };
    }

    /// <summary>A batch with its counts.</summary>
    Batch Told(Batch batch)
    {
        var progress = Items.Progress(pace.PerSecond);
        (batch.Items, batch.ItemsSucceeded, batch.ItemsFailed, batch.ItemsFromStore) = (progress.Items, progress.Succeeded, progress.Failed, progress.FromStore);
        return batch;
    }

    /// <summary>What stands at a position; changes of state that are not its end have no content.</summary>
    BatchFrame Frame(StreamItem item)
    {
        var frame = new BatchFrame { Batch = Name, Epoch = item.At.Epoch, Sequence = item.At.Sequence };
        if (item.Kind == StreamItemKind.Merged)
            frame.Progress = Items.Progress(pace.PerSecond);
        else if (item.Kind == StreamItemKind.Beat)
            frame.Heartbeat = new Heartbeat();
        else if (item.Kind == StreamItemKind.End)
            frame.Ended = Told(Batch.Clone());
        return frame;
    }

    async Task ForgetFailures()
    {
        Items.ForgetFailures();
        Positions.Renew();
        await checkpoint.Keep();
        (Batch.EndTime, Batch.Error) = (null, null);
    }

    /// <inheritdoc/>
    protected override async Task Compute()
    {
        pace = new Pace(Time, Done);
        var runner = new ItemRunner(GrainFactory, pool, runs, sizes, Time, log, state.State, checkpoint.State.Retries);
        var kept = Time.GetTimestamp();
        await foreach (var _ in feed.Answer(Items.Missing, item => Answer(runner, item)))
        {
            DelayDeactivation(ShardsInOrder.LongestShard);
            if (Time.GetElapsedTime(kept) < CheckpointEvery)
                continue;
            await KeepMerged();
            kept = Time.GetTimestamp();
        }

        await KeepMerged();
    }

    async Task Answer(ItemRunner runner, WantedItem item)
    {
        await Items.Answer(item, () => runner.Answer(item, Halting));
        pace = pace.At(Done);
        News.Announce();
    }

    /// <inheritdoc/>
    protected override void GoBackToCheckpoint()
    {
    }

    /// <inheritdoc/>
    protected override Task KeepMerged() => checkpoint.WriteStateAsync();

    /// <inheritdoc/>
    protected override Task KeepState() => state.WriteStateAsync();

    /// <inheritdoc/>
    protected override async Task Forget()
    {
        await new ItemRuns(GrainFactory).Delete(Items.RunsEnded, feed.MostUnderWay);
        await checkpoint.ClearStateAsync();
        await state.ClearStateAsync();
    }

    /// <inheritdoc/>
    protected override void StampEnd() => Batch.EndTime = Time.GetUtcNow().ToTimestamp();

    /// <inheritdoc/>
    protected override void NoteMoved(Exception exception) => log.BatchMoved(exception, Name);

    /// <inheritdoc/>
    protected override void NoteFailed(Exception exception)
    {
        log.BatchFailed(exception, Name);
        Batch.Error = new Status { Code = (int)Code.Internal, Message = exception.Message };
    }
}
