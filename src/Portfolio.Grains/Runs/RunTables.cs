using Portfolio.Model;
using Portfolio.Model.Outcomes;

namespace Portfolio.Grains.Runs;

/// <summary>The outcomes of a run, in order, to be taken in pieces of any size: runs of the same replications need not have been cut alike.</summary>
/// <param name="shards">What it found, shard by shard.</param>
/// <param name="model">What was simulated.</param>
sealed class RunTables(IAsyncEnumerable<PackedOutcomes> shards, PortfolioModel model) : IAsyncDisposable
{
    readonly IAsyncEnumerator<PackedOutcomes> reader = shards.GetAsyncEnumerator();
    readonly int subjects = new Subjects(model).Count;
    PackedOutcomes? waiting;
    OutcomeTable? table;
    int taken;

    /// <summary>What was simulated.</summary>
    public PortfolioModel Model => model;

    /// <summary>Replications that can be taken without reading on.</summary>
    public int AtHand => Table.Rows - taken;

    /// <summary>Reads on where nothing is at hand.</summary>
    /// <returns>Whether there is something.</returns>
    public async Task<bool> HasMore()
    {
        if (waiting is not null || table?.Rows > taken)
            return true;
        if (!await reader.MoveNextAsync())
            return false;
        waiting = reader.Current;
        return true;
    }

    /// <summary>Takes the next replications, no more than are at hand.</summary>
    public OutcomeTable Take(int rows)
    {
        var next = Table.Take(taken, rows);
        taken += rows;
        return next;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => reader.DisposeAsync();

    /// <summary>Decoded by whoever first wants it, which takes long.</summary>
    OutcomeTable Table
    {
        get
        {
            if (waiting is { } encoded)
                (table, taken, waiting) = (encoded.Decode(subjects, model.Targets.Count), 0, null);
            return table ?? throw new InvalidOperationException("nothing was read yet");
        }
    }
}
