namespace Portfolio.Grains.Tests;

/// <summary>Who goes on when, on threads that come when the test says so.</summary>
public sealed class CommitTurnsTests
{
    readonly Queue<IThreadPoolWorkItem> asked = new();
    readonly List<string> taken = [];
    readonly CommitTurns turns;

    public CommitTurnsTests() => turns = new CommitTurns(asked.Enqueue);

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
        turns.Add(() =>
        {
            SendThreads();
            taken.Add("long");
        });
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
            SendThreads();
            taken.Add("waiting");
        });
        SendThreads();
        Assert.Equal(["awaited", "waiting"], taken);
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
    public void Execute_TurnsWithoutEnd_LetsOtherWorkOfThePoolComeFirst()
    {
        Again();
        asked.Dequeue().Execute();
        Assert.Single(asked);

        void Again() => turns.Add(Again);
    }

    Action Take(string name) => () => taken.Add(name);

    void SendThreads()
    {
        while (asked.TryDequeue(out var thread))
            thread.Execute();
    }
}
