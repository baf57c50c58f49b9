using Orleans.Concurrency;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;

namespace Portfolio.Grains.Rehearsals;

/// <summary>A rehearsal: holds the months and the log of one future, and leads the grains that live it. Key: resource name.</summary>
[Alias("rehearsal")]
public interface IRehearsalGrain : IGrainWithStringKey
{
    /// <summary>Creates the rehearsal; the same one again has no further effect.</summary>
    /// <param name="made">What it is.</param>
    /// <param name="beginning">What it begins with: nothing, or the past of another that it branches off.</param>
    [Alias("create")]
    Task<Rehearsal> Create(RehearsalState made, RehearsalLog beginning);

    /// <summary>Reads the rehearsal.</summary>
    [Alias("read"), AlwaysInterleave]
    Task<Rehearsal> Read();

    /// <summary>What it is, from the beginning.</summary>
    [Alias("state"), AlwaysInterleave]
    Task<RehearsalState> ReadState();

    /// <summary>What its grains live through.</summary>
    /// <param name="edition">Of which edition; 0 for the current one.</param>
    /// <exception cref="RefusedException">Interventions have changed since.</exception>
    [Alias("plan"), AlwaysInterleave]
    Task<RehearsalPlan> ReadPlan(long edition);

    /// <summary>Applies a command, once.</summary>
    /// <returns>What came of it; null where it takes longer, and is to be given again to go on with it.</returns>
    [Alias("command")]
    Task<AppliedCommand?> TryApply(RehearsalCommand command);

    /// <summary>Its frames behind a position: those of the future as it is, then what comes, until it is deleted.</summary>
    [Alias("watch"), AlwaysInterleave]
    IAsyncEnumerable<RehearsalFrame> Watch(StreamPosition after, CancellationToken cancellation);

    /// <summary>The months of its future so far, in their order.</summary>
    [Alias("months"), AlwaysInterleave]
    Task<List<RehearsedMonth>> ReadMonths();

    /// <summary>Deletes it.</summary>
    [Alias("delete")]
    Task Delete();
}

/// <summary>Commands to rehearsals.</summary>
public static class RehearsalCommands
{
    /// <summary>Applies a command, however long that takes.</summary>
    public static async Task<AppliedCommand> Apply(this IRehearsalGrain rehearsal, RehearsalCommand command)
    {
        while (true)
        {
            if (await rehearsal.TryApply(command) is { } applied)
                return applied;
        }
    }
}
