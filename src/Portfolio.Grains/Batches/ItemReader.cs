using System.Runtime.CompilerServices;
using Google.Rpc;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Grains.Batches;

/// <summary>Reads the items of a batch with what their runs found, some at a time.</summary>
public sealed class ItemReader(IGrainFactory grains)
{
    const int Page = 64;
    const string Portfolio = "portfolio";

    /// <summary>The items in the order of their numbers, as they stand when their turn comes.</summary>
    /// <param name="name">The batch's resource name.</param>
    /// <param name="after">Only items behind this number.</param>
    /// <param name="withResults">Whether what was found is wanted.</param>
    /// <param name="cancellation">Stops between items.</param>
    /// <exception cref="RefusedException">There is no such batch.</exception>
    public async IAsyncEnumerable<BatchItem> Read(string name, int after, bool withResults, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var batch = grains.GetGrain<IBatchGrain>(name);
        var subjects = (await batch.ReadSummary()).Subjects.DefaultIfEmpty(Portfolio).ToHashSet();
        while (await batch.ReadItems(after, Page) is { Count: > 0 } page)
        {
            if (withResults)
                await Task.WhenAll(page.Where(item => item.State == State.Succeeded).Select(item => Add(item, subjects))).WaitAsync(cancellation);
            foreach (var item in page)
                yield return item;
            after = page[^1].Number;
        }
    }

    async Task Add(BatchItem item, HashSet<string> subjects)
    {
        try
        {
            var (run, result) = await grains.GetGrain<IRunGrain>(item.Run).ReadFound();
            (item.Seed, item.Digest) = (run.Seed, run.Digest);
            item.Subjects.AddRange(result.Subjects.Where(subject => subjects.Holds(subject.Subject)));
            item.Targets.AddRange(result.Targets);
        }
        catch (RefusedException refused) when (refused.Refusal == Refusal.NotFound)
        {
            item.Error = new Status { Code = (int)Code.NotFound, Message = $"{item.Run}, which answered it, was deleted since" };
        }
    }
}
