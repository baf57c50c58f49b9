using Orleans.Concurrency;
using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Runs;

/// <summary>A run: cuts replications into shards, spreads them over silos, merges what they report, and streams it. Key: resource name.</summary>
[Alias("run")]
public interface IRunGrain : IGrainWithStringKey
{
    /// <summary>Creates the run and starts it; the same run again has no further effect.</summary>
    /// <param name="run">The run, complete.</param>
    /// <param name="plan">What it rests on.</param>
    /// <param name="request">Hash of what was asked for; empty where no request of its own does, and the run says what it is.</param>
    [Alias("create")]
    Task<Run> Create(Run run, RunPlan plan, string request = "");

    /// <summary>The run that a request created, as it stands; null where it is not there, or nothing says what created it.</summary>
    [Alias("find")]
    Task<Run?> Find(string request);

    /// <summary>Reads the run.</summary>
    [Alias("read"), AlwaysInterleave]
    Task<Run> Read();

    /// <summary>Waits for its end, for some seconds.</summary>
    /// <returns>The run as it then stands.</returns>
    [Alias("end"), AlwaysInterleave]
    Task<Run> WaitForEnd(CancellationToken cancellation);

    /// <summary>What it computes.</summary>
    [Alias("plan"), AlwaysInterleave]
    Task<RunState> ReadPlan();

    /// <summary>What is merged, without its statistics: replications, and the hashes of their outcomes.</summary>
    [Alias("leaves"), AlwaysInterleave]
    Task<RunCheckpoint> ReadLeaves();

    /// <summary>Pauses it, until it is resumed; what was merged is kept.</summary>
    [Alias("pause"), AlwaysInterleave]
    Task<Run> Pause();

    /// <summary>Goes on with it, where it is paused.</summary>
    [Alias("resume"), AlwaysInterleave]
    Task<Run> Resume();

    /// <summary>Cancels it; what was merged is kept.</summary>
    [Alias("cancel"), AlwaysInterleave]
    Task<Run> Cancel();

    /// <summary>Deletes it, once it has ended, with all it found.</summary>
    [Alias("delete")]
    Task Delete();

    /// <summary>What it found so far.</summary>
    [Alias("result"), AlwaysInterleave]
    Task<RunResult> ReadResult(View? bands);

    /// <summary>The run, and what it found, without bands: all that is asked of a batch's item.</summary>
    [Alias("found"), AlwaysInterleave]
    Task<(Run Run, RunResult Result)> ReadFound();

    /// <summary>Its frames behind a position, to its end; bands no more often than once in some time, and whatever ends it at once.</summary>
    [Alias("watch"), AlwaysInterleave]
    IAsyncEnumerable<RunFrame> Watch(StreamPosition after, View? view, TimeSpan between, CancellationToken cancellation);

    /// <summary>Those of its frames behind a position that there are by now.</summary>
    [Alias("catch-up"), AlwaysInterleave]
    Task<List<RunFrame>> CatchUp(StreamPosition after, View? view);
}

/// <summary>A shard of a run: computes its replications on the compute pool of whatever silo it was placed on. Keeps nothing.</summary>
[Alias("shard")]
public interface IShardGrain : IGrainWithStringKey
{
    /// <summary>Computes replications of a run.</summary>
    [Alias("compute"), ResponseTimeout("01:00:00")]
    Task<ShardReport> Compute(string run, int first, int count, CancellationToken cancellation);

    /// <summary>Computes the outcomes of replications of a run, and no series, whether the run keeps outcomes or not.</summary>
    [Alias("outcomes"), ResponseTimeout("01:00:00")]
    Task<ShardReport> ComputeOutcomes(string run, int first, int count, CancellationToken cancellation);
}
