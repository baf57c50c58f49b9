namespace Portfolio.Grains.Tests;

/// <summary>Who goes on when, on threads that come when the test says so.</summary>
public sealed class CommitTurnsTests
{
    readonly Queue<IThreadPoolWorkItem> asked = new();
    readonly List<string> taken = [];
    readonly Ticks ticks = new();
    readonly CommitTurns turns;
    bool isBusy;

    public CommitTurnsTests() => turns = new CommitTurns(asked.Enqueue, () => isBusy, ticks);

    [Fact]
    public void AddCommit_TurnsAddedBehindIt_ComesAfterThem()
    {
        turns.AddCommit(Take("commit"));
        turns.Add(Take("one"));
        turns.Add(Take("two"));
        SendThreads();
        Assert.Equal(["one", "two", "commit"], taken);
    }

    [Fact]
    public void Add_InATurn_ComesBeforeTheCommit()
    {
        turns.Add(() => turns.Add(Take("of the turn")));
        turns.AddCommit(Take("commit"));
        SendThreads();
        Assert.Equal(["of the turn", "commit"], taken);
    }

    [Fact]
    public void Add_ATurnThatTakesLong_HoldsUpNobody()
    {
        turns.Add(() => WaitLong("long"));
        turns.Add(Take("other"));
        turns.AddCommit(Take("commit"));
        SendThreads();
        Assert.Equal(["other", "commit", "long"], taken);
    }

    [Fact]
    public void Add_ATurnThatWaitsForWhatItAdds_GetsIt()
    {
        turns.Add(() =>
        {
            turns.AddCommit(Take("awaited"));
            WaitLong("waiting");
        });
        SendThreads();
        Assert.Equal(["awaited", "waiting"], taken);
    }

    [Fact]
    public void Add_WhileALongCommit_GoesOn()
    {
        turns.AddCommit(() =>
        {
            OnAnotherThread(() => turns.Add(Take("meanwhile")));
            OnAnotherThread(SendThreads);
            taken.Add("commit");
        });
        SendThreads();
        Assert.Equal(["meanwhile", "commit"], taken);
    }

    [Fact]
    public void Next_TurnsAddedBefore_ComesAfterThem()
    {
        turns.Add(Take("before"));
        var next = turns.Next();
        Assert.False(next.IsCompleted);
        SendThreads();
        Assert.True(next.IsCompletedSuccessfully);
        Assert.Equal(["before"], taken);
    }

    [Fact]
    public void Execute_ThePoolHasOtherWork_ThatComesBeforeTheNextCommit()
    {
        turns.Add(Take("turn"));
        turns.AddCommit(Take("commit"));
        isBusy = true;
        asked.Dequeue().Execute();
        Assert.Equal(["turn"], taken);
        SendThreads();
        Assert.Equal(["turn", "commit"], taken);
    }

    [Fact]
    public void Watch_NothingToDo_Rests()
    {
        turns.Add(Take("turn"));
        SendThreads();
        Assert.True(ticks.IsRunning);
        ticks.Tick();
        Assert.False(ticks.IsRunning);
    }

    Action Take(string name) => () => taken.Add(name);

    /// <summary>Lasts until nobody waits for it any more.</summary>
    void WaitLong(string name)
    {
        for (var tick = 0; tick < 2; tick++)
            ticks.Tick();
        OnAnotherThread(SendThreads);
        taken.Add(name);
    }

    static void OnAnotherThread(ThreadStart work)
    {
        var thread = new Thread(work);
        thread.Start();
        thread.Join();
    }

    void SendThreads()
    {
        while (asked.TryDequeue(out var thread))
            thread.Execute();
    }

    /// <summary>A clock whose timer ticks when the test says so.</summary>
    sealed class Ticks : TimeProvider
    {
        Action tick = () => { };

        public bool IsRunning { get; private set; }

        public void Tick() => tick();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            tick = () => callback(state);
            return new Timer(this);
        }

        sealed class Timer(Ticks ticks) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                ticks.IsRunning = dueTime != Timeout.InfiniteTimeSpan;
                return true;
            }

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
