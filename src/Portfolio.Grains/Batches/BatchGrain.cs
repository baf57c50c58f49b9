using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Batches;
using Portfolio.Grains.Computing;
using Portfolio.Grains.Runs;
using State = Portfolio.Contracts.V1.Run.Types.State;
using Status = Google.Rpc.Status;

namespace Portfolio.Grains.Batches;

/// <inheritdoc cref="IBatchGrain"/>
/// <remarks>Which items have ended is kept every two seconds. An item that had ended and was not kept is asked for again, and its run, which is kept by itself, answers at once.</remarks>
[Reentrant]
sealed class BatchGrain(
    [PersistentState(StateNames.Batches, StateNames.Provider)] IPersistentState<BatchState> state,
    [PersistentState(StateNames.BatchCheckpoints, StateNames.Provider)] IPersistentState<BatchCheckpoint> checkpoint,
    [PersistentState(StateNames.UnfinishedBatches, StateNames.Provider)] IPersistentState<UnfinishedRun> unfinished,
    ComputePool pool,
    ShardSizes sizes,
    IClusterMembershipService cluster,
    TimeProvider time,
    ILogger<BatchGrain> log) : LongWork(unfinished, time), IBatchGrain
{
    readonly HashSet<string> running = [];
    IReadOnlyList<WantedItem>? items;
    Pace pace;

    Batch Batch => state.State.Batch;

    IReadOnlyList<WantedItem> Items => items ??= BatchItems.Of(Batch);

    IDictionary<int, EndedItem> EndedItems => checkpoint.State.Ended;

    /// <inheritdoc/>
    protected override bool Exists => Batch is not null;

    /// <inheritdoc/>
    protected override State State
    {
        get => Batch.State;
        set => Batch.State = value;
    }

    /// <inheritdoc/>
    protected override int Done => EndedItems.Count;

    /// <inheritdoc/>
    protected override WorkLog Log => state.State.Log ??= new WorkLog();

    /// <inheritdoc/>
    public async Task<Batch> Create(Batch batch, RunPlan plan)
    {
        if (Batch is not null && Batch.PlanHash != batch.PlanHash)
            throw new RefusedException(Refusal.AlreadyExists, Name, "the request id was used for another batch");
        await Create(() => Make(batch, plan));
        return Told(Batch!.Clone());
    }

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
        List<string> underWay = [.. running];
        await CancelWork();
        await Task.WhenAll(underWay.Select(run => IfThere(() => GrainFactory.GetGrain<IRunGrain>(run).Cancel())));
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
        return Task.FromResult(Items.Skip(after).Take(most).Select(Told).ToList());
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BatchFrame> Watch(long afterSequence, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Existing();
        if (afterSequence > EndedItems.Count + (Ended ? 1 : 0))
            throw new RefusedException(Refusal.OutOfRange, Name, $"the newest frame is {EndedItems.Count}; {afterSequence} is beyond it");
        for (var seen = afterSequence; ;)
        {
            var change = News.Next;
            if (EndedItems.Count > seen)
            {
                seen = EndedItems.Count;
                yield return Frame(seen, frame => frame.Progress = Progress());
            }
            else if (Ended)
            {
                await Keeping;
                yield return Frame(EndedItems.Count + 1, frame => frame.Ended = Told(Batch.Clone()));
                yield break;
            }
            else if (!await News.Within(change, Time, cancellation))
            {
                yield return Frame(EndedItems.Count, frame => frame.Heartbeat = new Heartbeat());
            }
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
        var progress = Progress();
        (batch.Items, batch.ItemsSucceeded, batch.ItemsFailed, batch.ItemsFromStore) = (progress.Items, progress.Succeeded, progress.Failed, progress.FromStore);
        return batch;
    }

    BatchProgress Progress() => new()
    {
        Items = Items.Count,
        Succeeded = EndedItems.Values.Count(item => item.Error is null),
        Failed = EndedItems.Values.Count(item => item.Error is not null),
        FromStore = EndedItems.Values.Count(item => item.FromStore),
        ItemsPerSecond = pace.PerSecond,
    };

    BatchItem Told(WantedItem item)
    {
        var told = new BatchItem { Name = $"{Name}/items/{item.Number}", Number = item.Number, Scenario = item.Scenario, State = State.Queued };
        if (item.Seed is { } seed)
            told.Seed = seed;
        foreach (var (path, value) in item.Set)
            told.Set[path] = value;
        if (EndedItems.TryGetValue(item.Number, out var ended))
            (told.State, told.Run, told.FromStore, told.Error) = (ended.Error is null ? State.Succeeded : State.Failed, ended.Run, ended.FromStore, ended.Error);
        else if (Ended)
            told.State = State.Cancelled;
        else if (running.Contains(ItemRunner.RunOf(Name, item.Number, checkpoint.State.Retries)))
            told.State = State.Running;
        return told;
    }

    BatchFrame Frame(long sequence, Action<BatchFrame> fill)
    {
        var frame = new BatchFrame { Batch = Name, Epoch = 1 + checkpoint.State.Retries, Sequence = sequence };
        fill(frame);
        return frame;
    }

    async Task ForgetFailures()
    {
        foreach (var (number, _) in EndedItems.Where(item => item.Value.Error is not null).ToList())
            EndedItems.Remove(number);
        checkpoint.State.Retries++;
        await checkpoint.Keep();
        (Batch.EndTime, Batch.Error) = (null, null);
    }

    /// <inheritdoc/>
    protected override async Task Compute()
    {
        pace = new Pace(Time, EndedItems.Count);
        var runner = new ItemRunner(GrainFactory, pool, sizes, Time, log, state.State, checkpoint.State.Retries);
        var waiting = new Queue<WantedItem>(Items.Where(item => !EndedItems.ContainsKey(item.Number)));
        var underWay = new List<Task>();
        var kept = Time.GetTimestamp();
        while (waiting.Count + underWay.Count > 0)
        {
            while (underWay.Count < MostUnderWay() && waiting.TryDequeue(out var item))
                underWay.Add(Answer(runner, item));
            var ended = await Task.WhenAny(underWay);
            underWay.Remove(ended);
            await ended;
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
        var own = ItemRunner.RunOf(Name, item.Number, checkpoint.State.Retries);
        running.Add(own);
        try
        {
            EndedItems[item.Number] = await runner.Answer(item, Halting);
        }
        finally
        {
            running.Remove(own);
        }

        pace = pace.At(EndedItems.Count);
        News.Announce();
    }

    /// <summary>So many that no thread of the cluster waits while single items are prepared, merged and kept.</summary>
    int MostUnderWay() => 2 * pool.Threads * ShardsInOrder.ActiveSilos(cluster);

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
        var own = EndedItems.Values.Select(item => item.Run).Where(run => run.StartsWith($"{Name}/", StringComparison.Ordinal));
        foreach (var chunk in own.Chunk(MostUnderWay()))
            await Task.WhenAll(chunk.Select(run => IfThere(() => GrainFactory.GetGrain<IRunGrain>(run).Delete())));
        await checkpoint.ClearStateAsync();
        await state.ClearStateAsync();
    }

    /// <summary>Does something to a run that may not have been created, or be deleted already.</summary>
    static async Task IfThere(Func<Task> change)
    {
        try
        {
            await change();
        }
        catch (RefusedException refused) when (refused.Refusal == Refusal.NotFound)
        {
        }
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
