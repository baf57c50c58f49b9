using Orleans.Concurrency;
using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Batches;

/// <summary>A batch: feeds the cluster with the runs of its items, a few at a time, and remembers which have ended. Key: resource name.</summary>
[Alias("batch")]
public interface IBatchGrain : IGrainWithStringKey
{
    /// <summary>Creates the batch and starts it; the same batch again has no further effect.</summary>
    /// <param name="batch">What to run.</param>
    /// <param name="plan">The portfolio, and every scenario with all that it extends.</param>
    /// <param name="request">Hash of what was asked for; empty where that is not known, and the batch says what it is.</param>
    [Alias("create")]
    Task<Batch> Create(Batch batch, RunPlan plan, string request = "");

    /// <summary>The batch that a request created, as it stands; null where it is not there, or nothing says what created it.</summary>
    [Alias("find")]
    Task<Batch?> Find(string request);

    /// <summary>Reads the batch.</summary>
    [Alias("read"), AlwaysInterleave]
    Task<Batch> Read();

    /// <summary>Reads the batch without its points, which may be thousands.</summary>
    [Alias("summary"), AlwaysInterleave]
    Task<Batch> ReadSummary();

    /// <summary>Pauses it, until it is resumed; items under way come to their end.</summary>
    [Alias("pause"), AlwaysInterleave]
    Task<Batch> Pause();

    /// <summary>Goes on with it, where it is paused.</summary>
    [Alias("resume"), AlwaysInterleave]
    Task<Batch> Resume();

    /// <summary>Cancels it; items that have ended are kept.</summary>
    [Alias("cancel"), AlwaysInterleave]
    Task<Batch> Cancel();

    /// <summary>Computes again what failed or was not reached, once it has ended.</summary>
    [Alias("retry"), AlwaysInterleave]
    Task<Batch> Retry();

    /// <summary>Deletes it, once it has ended, with the runs of its items.</summary>
    [Alias("delete")]
    Task Delete();

    /// <summary>Some of its items, in the order of their numbers, without what they found.</summary>
    /// <param name="after">Only items behind this number.</param>
    /// <param name="most">Most items wanted.</param>
    [Alias("items"), AlwaysInterleave]
    Task<List<BatchItem>> ReadItems(int after, int most);

    /// <summary>Its frames after a position, to its end.</summary>
    [Alias("watch"), AlwaysInterleave]
    IAsyncEnumerable<BatchFrame> Watch(long afterSequence, CancellationToken cancellation);
}

/// <summary>Remembers which run first came to its end with some content. Key: hash of the content.</summary>
[Alias("finished-run")]
public interface IFinishedRunGrain : IGrainWithStringKey
{
    /// <summary>The run, where it is still there; else null.</summary>
    [Alias("find")]
    Task<string?> Find();

    /// <summary>Remembers a run, where none is remembered.</summary>
    [Alias("keep")]
    Task Keep(string run);

    /// <summary>Forgets a run, where it is the one that is remembered.</summary>
    [Alias("forget")]
    Task Forget(string run);
}
