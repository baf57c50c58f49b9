using Portfolio.Contracts.V1;
using Portfolio.Definitions.Batches;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Grains.Batches;

/// <summary>The items of a batch, and where each stands.</summary>
/// <param name="batch">The batch.</param>
/// <param name="kept">Which of its items have ended.</param>
sealed class ItemStates(Batch batch, BatchCheckpoint kept)
{
    readonly IReadOnlyList<WantedItem> items = BatchItems.Of(batch);
    readonly HashSet<int> running = [];

    /// <summary>Items that are to be brought to their end.</summary>
    public IEnumerable<WantedItem> Missing => items.Where(item => !kept.Ended.ContainsKey(item.Number));

    /// <summary>Runs of their own of the items that are under way; some may not have been created.</summary>
    public IEnumerable<string> RunsUnderWay => running.Select(RunOf);

    /// <summary>Runs of their own of the items that have ended.</summary>
    public IEnumerable<string> RunsEnded => kept.Ended.Values.Select(item => item.Run).Where(run => run.StartsWith($"{batch.Name}/", StringComparison.Ordinal));

    /// <summary>Brings an item to its end, and notes that it is under way until then.</summary>
    public async Task Answer(WantedItem item, Func<Task<EndedItem>> answer)
    {
        running.Add(item.Number);
        try
        {
            kept.Ended[item.Number] = await answer();
        }
        finally
        {
            running.Remove(item.Number);
        }
    }

    /// <summary>Forgets what failed, so that it is missing again.</summary>
    public void ForgetFailures()
    {
        foreach (var (number, _) in kept.Ended.Where(item => item.Value.Error is not null).ToList())
            kept.Ended.Remove(number);
        kept.Retries++;
    }

    /// <summary>How far the batch is.</summary>
    /// <param name="itemsPerSecond">How fast it goes.</param>
    public BatchProgress Progress(double itemsPerSecond)
    {
        var failed = kept.Ended.Values.Count(item => item.Error is not null);
        return new BatchProgress
        {
            Items = items.Count,
            Succeeded = kept.Ended.Count - failed,
            Failed = failed,
            FromStore = kept.Ended.Values.Count(item => item.FromStore),
            ItemsPerSecond = itemsPerSecond,
        };
    }

    /// <summary>Some of the items in the order of their numbers, without what they found.</summary>
    /// <param name="after">Only items behind this number.</param>
    /// <param name="most">Most items wanted.</param>
    /// <param name="isOver">Whether the batch has ended, so that nothing is brought to its end any more.</param>
    public List<BatchItem> Told(int after, int most, bool isOver) => [.. items.Skip(after).Take(most).Select(item => Told(item, isOver))];

    BatchItem Told(WantedItem item, bool isOver)
    {
        var told = new BatchItem { Name = $"{batch.Name}/items/{item.Number}", Number = item.Number, Scenario = item.Scenario, State = State.Queued };
        if (item.Seed is { } seed)
            told.Seed = seed;
        foreach (var (path, value) in item.Set)
            told.Set[path] = value;
        if (kept.Ended.TryGetValue(item.Number, out var ended))
            (told.State, told.Run, told.FromStore, told.Error) = (ended.Error is null ? State.Succeeded : State.Failed, ended.Run, ended.FromStore, ended.Error);
        else if (isOver)
            told.State = State.Cancelled;
        else if (running.Contains(item.Number))
            told.State = State.Running;
        return told;
    }

    string RunOf(int number) => ItemRunner.RunOf(batch.Name, number, kept.Retries);
}
