using Portfolio.Contracts.V1;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Grains.Runs;

/// <summary>Where durable work stands, of a run, a batch or a study. Each change of its state takes a position of its stream, and nobody is told what is not kept.</summary>
/// <param name="unfinished">A mark while it is to be computed, so that a server that starts knows what to go on with.</param>
/// <param name="time">The clock.</param>
abstract class KeptWork(IPersistentState<UnfinishedRun> unfinished, TimeProvider time) : StoredGrain, IWatchedWork
{
    /// <summary>The clock.</summary>
    protected TimeProvider Time => time;

    /// <summary>Its resource name.</summary>
    protected string Name => this.GetPrimaryKeyString();

    /// <summary>Wakes its watchers.</summary>
    protected News News { get; } = new();

    /// <summary>What its watchers are told.</summary>
    protected WorkStream Stream => new(this, News, time);

    /// <summary>Done as soon as where it stands is kept.</summary>
    protected Task Keeping { get; private set; } = Task.CompletedTask;

    /// <summary>Whether it was ever created.</summary>
    protected abstract bool Exists { get; }

    /// <summary>Where it stands.</summary>
    protected abstract State State { get; set; }

    /// <summary>How much is merged: replications of a run or study, items of a batch.</summary>
    protected abstract int Done { get; }

    /// <summary>How its state changed.</summary>
    protected abstract WorkLog Log { get; }

    /// <summary>Positions of its stream.</summary>
    protected StreamLog Positions => new(Log);

    /// <summary>Whether it will not change any more.</summary>
    protected bool Ended => State is State.Succeeded or State.Failed or State.Cancelled;

    /// <summary>Whether nothing of it is to be computed: it has ended, or is paused.</summary>
    protected bool Rests => Ended || State == State.Paused;

    string IWatchedWork.Name => Name;

    State IWatchedWork.State => State;

    bool IWatchedWork.Ended => Ended;

    int IWatchedWork.Done => Done;

    WorkLog IWatchedWork.Log => Log;

    Task IWatchedWork.Keeping => Keeping;

    /// <summary>Keeps that it was created, or has ended.</summary>
    protected abstract Task KeepState();

    /// <summary>Says when it ended.</summary>
    protected abstract void StampEnd();

    /// <summary>Marks it as unfinished.</summary>
    protected Task Mark()
    {
        unfinished.State = new UnfinishedRun { Run = Name };
        return unfinished.WriteStateAsync();
    }

    /// <summary>Makes the mark say what was kept. A process that was killed may have left a mark whose work was never kept, is paused, or has ended; or work whose mark was not kept.</summary>
    protected Task MendMark() => (unfinished.RecordExists, Exists && !Rests) switch
    {
        (true, false) => unfinished.ClearStateAsync(),
        (false, true) => Mark(),
        _ => Task.CompletedTask,
    };

    /// <summary>Changes its state, as the next position of its stream.</summary>
    protected void Change(State state)
    {
        State = state;
        Positions.Record(state, time.GetUtcNow(), Done);
    }

    /// <summary>Changes its state and keeps that.</summary>
    protected Task Keep(State state)
    {
        async Task Write()
        {
            await KeepState();
            News.Announce();
        }

        Change(state);
        return Keeping = Write();
    }

    /// <summary>Ends or pauses it; nobody is told before that is kept.</summary>
    protected Task Rest(State state)
    {
        async Task Write()
        {
            await KeepState();
            await unfinished.ClearStateAsync();
            News.Announce();
        }

        Change(state);
        if (Ended)
            StampEnd();
        return Keeping = Write();
    }
}
