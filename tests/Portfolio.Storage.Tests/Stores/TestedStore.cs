using Orleans.Storage;
using Portfolio.Grains;
using Portfolio.Grains.Journals;
using Portfolio.Grains.Runs;

namespace Portfolio.Storage.Tests.Stores;

/// <summary>A store with nothing in it, as laws that hold for every store see it.</summary>
public abstract class TestedStore : IAsyncDisposable
{
    /// <summary>Grain state.</summary>
    public abstract IGrainStorage States { get; }

    /// <summary>Names.</summary>
    public abstract IStoredNames Names { get; }

    /// <summary>Outcomes of runs.</summary>
    public abstract IOutcomeBlocks Outcomes { get; }

    /// <summary>Shards that no checkpoint holds.</summary>
    public abstract IShardLog Shards { get; }

    /// <summary>Journals.</summary>
    public abstract IJournalRows Journals { get; }

    /// <summary>Reminders.</summary>
    public abstract IReminderTable Reminders { get; }

    /// <summary>What looks after it.</summary>
    public abstract IStoreCare Care { get; }

    /// <summary>Whether what is deleted is given back to the disk, and not kept for what comes.</summary>
    public abstract bool Shrinks { get; }

    /// <summary>Opens it.</summary>
    public abstract Task Open();

    /// <summary>Closes it; it can be opened again, and holds what it held.</summary>
    public abstract Task Close();

    /// <summary>Executes a statement of SQL in it.</summary>
    public abstract Task Execute(string sql);

    /// <summary>SQL that makes every body of grain state something that is no message.</summary>
    public abstract string BodiesOfGarbage { get; }

    public abstract ValueTask DisposeAsync();
}

/// <summary>A class of laws: each test has a store of its own.</summary>
public abstract class Laws(TestedStore store) : IAsyncLifetime
{
    /// <summary>The store.</summary>
    protected TestedStore Store { get; } = store;

    /// <summary>Stops what is under way with the test.</summary>
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await Store.Open();

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the store and opens it again.</summary>
    protected async Task Reopen()
    {
        await Store.Close();
        await Store.Open();
    }
}
