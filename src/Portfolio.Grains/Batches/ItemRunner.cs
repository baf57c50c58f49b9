using Google.Rpc;
using Microsoft.Extensions.Logging;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Batches;
using Portfolio.Grains.Computing;
using Portfolio.Grains.Runs;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Grains.Batches;

/// <summary>Brings single items of a batch to their end: by an earlier run of the same content, by another item that is under way, or by a run of their own.</summary>
/// <param name="grains">Leads to runs.</param>
/// <param name="pool">Compiles.</param>
/// <param name="runs">Need not compile again what was.</param>
/// <param name="sizes">Cuts runs into shards.</param>
/// <param name="time">For the pauses between tries.</param>
/// <param name="log">Takes note of tries.</param>
/// <param name="state">The batch.</param>
/// <param name="retries">How often what failed was tried again: a failed run keeps its name.</param>
sealed class ItemRunner(IGrainFactory grains, ComputePool pool, CompiledRuns runs, ShardSizes sizes, TimeProvider time, ILogger log, BatchState state, int retries)
{
    readonly Dictionary<string, Task<EndedItem>> underWay = [];

    /// <summary>Name of the run of an item's own.</summary>
    public static string RunOf(string batch, int number, int retries) => retries == 0 ? $"{batch}/runs/{number}" : $"{batch}/runs/{number}-{retries}";

    /// <summary>Brings an item to its end. To be called in the batch's turn.</summary>
    /// <param name="item">The item.</param>
    /// <param name="cancellation">Gives up; the run goes on.</param>
    public async Task<EndedItem> Answer(WantedItem item, CancellationToken cancellation)
    {
        var prepared = await pool.Run(_ => PreparedItem.Of(state, item, sizes), cancellation, Claim.OfBatch(state.Batch.Name));
        if (prepared.Compiled is not { } compiled)
            return new EndedItem { Error = prepared.Error };
        var content = OutcomesHash.Of(prepared.Run);
        if (underWay.TryGetValue(content, out var same))
            return Borrowed(await same);
        var answer = FoundOrRun(content, item, prepared, compiled, cancellation);
        underWay[content] = answer;
        try
        {
            return await answer;
        }
        finally
        {
            underWay.Remove(content);
        }
    }

    static EndedItem Borrowed(EndedItem other) => other.Error is null ? new EndedItem { Run = other.Run, FromStore = true } : other;

    async Task<EndedItem> FoundOrRun(string content, WantedItem item, PreparedItem prepared, CompiledRun compiled, CancellationToken cancellation)
    {
        var own = RunOf(state.Batch.Name, item.Number, retries);
        var earlier = await Persist(() => grains.GetGrain<IFinishedRunGrain>(content).Find(), own, cancellation);
        if (earlier is not null)
            return new EndedItem { Run = earlier, FromStore = earlier != own };
        await runs.Know(own, compiled);
        var run = grains.GetGrain<IRunGrain>(own);
        var ended = await Persist(() => run.Create(prepared.Run.Clone(), prepared.Plan), own, cancellation);
        while (ended.State is not (State.Succeeded or State.Failed or State.Cancelled))
            ended = await Persist(() => run.WaitForEnd(cancellation), own, cancellation);
        return new EndedItem { Run = own, Error = Error(ended) };
    }

    Task<T> Persist<T>(Func<Task<T>> ask, string run, CancellationToken cancellation) =>
        Persistence.Persist(_ => ask().WaitAsync(cancellation), (exception, attempt) => log.ItemRetried(exception, run, attempt), time, cancellation);

    static Status? Error(Run run) => run.State switch
    {
        State.Succeeded => null,
        State.Failed => run.Error,
        _ => new Status { Code = (int)Code.Cancelled, Message = $"its run was cancelled after {run.ReplicationsDone} of {run.Replications} replications" },
    };
}
