using Orleans.Concurrency;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;

namespace Portfolio.Grains.Studies;

/// <summary>A study: simulates its scenarios on the same draws, merges what shards report, and answers. Key: resource name.</summary>
[Alias("study")]
public interface IStudyGrain : IGrainWithStringKey
{
    /// <summary>Creates the study and starts it; the same study again has no further effect.</summary>
    /// <param name="study">What is asked.</param>
    /// <param name="plans">What each scenario of the question rests on, in the question's order.</param>
    /// <param name="request">Hash of what was asked for; empty where that is not known, and the study says what it is.</param>
    [Alias("create")]
    Task<Study> Create(Study study, IReadOnlyList<RunPlan> plans, string request = "");

    /// <summary>The study that a request created, as it stands; null where it is not there, or nothing says what created it.</summary>
    [Alias("find")]
    Task<Study?> Find(string request);

    /// <summary>Reads the study.</summary>
    [Alias("read"), AlwaysInterleave]
    Task<Study> Read();

    /// <summary>What it computes.</summary>
    [Alias("plan"), AlwaysInterleave]
    Task<StudyState> ReadPlan();

    /// <summary>Pauses it, until it is resumed; what was merged is kept.</summary>
    [Alias("pause"), AlwaysInterleave]
    Task<Study> Pause();

    /// <summary>Goes on with it, where it is paused.</summary>
    [Alias("resume"), AlwaysInterleave]
    Task<Study> Resume();

    /// <summary>Cancels it; what was merged is kept.</summary>
    [Alias("cancel"), AlwaysInterleave]
    Task<Study> Cancel();

    /// <summary>Deletes it, once it has ended, with all it found.</summary>
    [Alias("delete")]
    Task Delete();

    /// <summary>What it found so far.</summary>
    [Alias("answer"), AlwaysInterleave]
    Task<StudyAnswer> ReadAnswer();

    /// <summary>Its frames behind a position, to its end.</summary>
    [Alias("watch"), AlwaysInterleave]
    IAsyncEnumerable<StudyFrame> Watch(StreamPosition after, CancellationToken cancellation);
}

/// <summary>A shard of a study: some replications under every scenario, on the compute pool of whatever silo it was placed on. Keeps nothing.</summary>
[Alias("study-shard")]
public interface IStudyShardGrain : IGrainWithStringKey
{
    /// <summary>Computes replications of a study.</summary>
    /// <param name="study">The study's name.</param>
    /// <param name="planHash">Hash of its plan: what this silo may know already.</param>
    /// <param name="first">The first replication.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Their statistics, compressed.</returns>
    [Alias("compute"), ResponseTimeout("01:00:00")]
    Task<byte[]> Compute(string study, string planHash, int first, int count, CancellationToken cancellation);
}
