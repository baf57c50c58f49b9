using Portfolio.Grains.Runs;

namespace Portfolio.Grains.Batches;

/// <summary>Runs of a batch's items. Any of them may not have been created, or be deleted already.</summary>
sealed class ItemRuns(IGrainFactory grains)
{
    /// <summary>Cancels some.</summary>
    public Task Cancel(IEnumerable<string> runs) => Task.WhenAll(runs.Select(run => IfThere(grains.GetGrain<IRunGrain>(run).Cancel)));

    /// <summary>Deletes some, a few at a time.</summary>
    public async Task Delete(IEnumerable<string> runs, int atATime)
    {
        foreach (var chunk in runs.Chunk(atATime))
            await Task.WhenAll(chunk.Select(run => IfThere(grains.GetGrain<IRunGrain>(run).Delete)));
    }

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
}
