using Portfolio.Grains.Runs;
using Portfolio.Model;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Tests;

/// <summary>Holds runs back at a replication, so that a test decides how far they come.</summary>
sealed class Gate
{
    readonly Lock change = new();
    TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly List<int> passed = [];
    int limit = int.MaxValue;

    /// <summary>First replications of what got through, in that order.</summary>
    public IReadOnlyList<int> Passed
    {
        get
        {
            lock (change)
                return [.. passed];
        }
    }

    /// <summary>A gate that lets this many replications through.</summary>
    public static Gate At(int replications)
    {
        var gate = new Gate();
        gate.Allow(replications);
        return gate;
    }

    /// <summary>Lets this many replications through.</summary>
    public void Allow(int replications) => Change(() => limit = replications);

    /// <summary>Lets everything through.</summary>
    public void Open() => Allow(int.MaxValue);

    /// <summary>Waits until a shard got through.</summary>
    public Task Passing(int firstReplication) => Until(() => passed.Contains(firstReplication), TestContext.Current.CancellationToken);

    /// <summary>Goes through, as soon as the gate lets.</summary>
    public Task Pass(int firstReplication, CancellationToken cancellation) => Until(() => firstReplication < limit, cancellation);

    /// <summary>Takes note of what got through and is done.</summary>
    public void Note(int firstReplication) => Change(() => passed.Add(firstReplication));

    async Task Until(Func<bool> holds, CancellationToken cancellation)
    {
        while (true)
        {
            Task next;
            lock (change)
            {
                if (holds())
                    return;
                next = changed.Task;
            }

            await next.WaitAsync(Patience.Limit, TimeProvider.System, cancellation);
        }
    }

    void Change(Action make)
    {
        TaskCompletionSource before;
        lock (change)
        {
            make();
            (before, changed) = (changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        before.SetResult();
    }
}

/// <summary>Rows of shards behind a gate: a run that keeps its outcomes merges exactly as many replications as the gate lets through.</summary>
sealed class GatedRows(IShardRows rows, Func<string, Gate> gateOf) : IOutcomeBlocks, IShardLog
{
    public async Task Write(string run, int epoch, int firstReplication, ReadOnlyMemory<byte> body)
    {
        var gate = gateOf(run);
        await gate.Pass(firstReplication, CancellationToken.None);
        await rows.Write(run, epoch, firstReplication, body);
        gate.Note(firstReplication);
    }

    public Task Delete(string run, int before) => rows.Delete(run, before);

    public IAsyncEnumerable<ShardRow> Read(string run, int firstReplication, CancellationToken cancellation) => rows.Read(run, firstReplication, cancellation);
}

/// <summary>The plain kernel behind a gate: shards that it holds are under way, occupy their threads, and can be cancelled.</summary>
sealed class GatedKernel(Gate gate) : IKernel
{
    readonly PlainKernel kernel = new();

    public RangeResult Simulate(PortfolioModel model, ReplicationRange range, IReadOnlyList<Series> series, CancellationToken cancellation)
    {
        gate.Pass(range.First, cancellation).GetAwaiter().GetResult();
        var result = kernel.Simulate(model, range, series, cancellation);
        gate.Note(range.First);
        return result;
    }

    public OutcomeTable Simulate(PortfolioModel model, ReplicationRange range, SeriesValues into, CancellationToken cancellation)
    {
        gate.Pass(range.First, cancellation).GetAwaiter().GetResult();
        var outcomes = kernel.Simulate(model, range, into, cancellation);
        gate.Note(range.First);
        return outcomes;
    }
}

/// <summary>How long a test waits for something that should happen at once.</summary>
static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
}
