using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>Positions of a stream: each replication and each change takes the next, and what was lost is computed again in another epoch.</summary>
public sealed class StreamLogTests
{
    readonly WorkLog kept = new();

    StreamLog Log => new(kept);

    [Fact]
    public void Newest_ReplicationsAndChanges_TakeThePlacesInTheirOrder()
    {
        Record(State.Queued, 0);
        Record(State.Running, 0);
        Assert.Equal(new StreamPosition(1, 66), Log.Merged(64));
        Record(State.Paused, 64);
        Assert.Equal((new StreamPosition(1, 66), new StreamPosition(1, 67)), (Log.Merged(64), Log.Newest(64)));
        Record(State.Running, 64);
        Record(State.Paused, 64);
        Assert.Equal((new StreamPosition(1, 66), new StreamPosition(1, 69)), (Log.Merged(64), Log.Newest(64)));
        Assert.Equal(new StreamPosition(1, 133), Log.Merged(128));
    }

    [Fact]
    public void Renew_BehindWhatWasMerged_IsBeyondAllThatWasSeen()
    {
        Record(State.Running, 0);
        var seen = Log.Merged(640);
        Log.Renew();
        Record(State.Running, 320);
        Assert.True(StreamLog.PositionOf(kept.Changes[^1]) > seen);
        Assert.Equal(new StreamPosition(2, 322), Log.Newest(320));
        Assert.Equal(kept.Changes[^1], Log.NextChange(seen));
    }

    [Fact]
    public void Resume_NoEpoch_IsOfTheNewestOne()
    {
        Record(State.Running, 0);
        Log.Renew();
        Record(State.Running, 0);
        Assert.Equal(new StreamPosition(2, 1), Log.Resume(new StreamPosition(0, 1), 64, "run"));
        Assert.Equal(new StreamPosition(1, 999), Log.Resume(new StreamPosition(1, 999), 64, "run"));
        Assert.Equal(Refusal.OutOfRange, Assert.Throws<RefusedException>(() => Log.Resume(new StreamPosition(2, 67), 64, "run")).Refusal);
        Assert.Equal(Refusal.OutOfRange, Assert.Throws<RefusedException>(() => Log.Resume(new StreamPosition(3, 1), 64, "run")).Refusal);
    }

    [Fact]
    public void Merged_StoredBeforeChangesWere_IsAsManyAsAreDone()
    {
        Assert.Equal(new StreamPosition(1, 640), Log.Merged(640));
        Record(State.Succeeded, 640);
        Assert.Equal((new StreamPosition(1, 640), new StreamPosition(1, 641)), (Log.Merged(640), Log.Newest(640)));
    }

    [Fact]
    public void BegunInVain_OnlyWhatRunsAgainWithAsManyDone_Counts()
    {
        Assert.Equal(0, Log.BegunInVain(0));
        Record(State.Queued, 0);
        Record(State.Running, 0);
        Assert.Equal((1, 0), (Log.BegunInVain(0), Log.BegunInVain(64)));
        Record(State.Running, 64);
        Record(State.Running, 64);
        Assert.Equal((0, 2), (Log.BegunInVain(0), Log.BegunInVain(64)));
        Record(State.Paused, 64);
        Record(State.Running, 64);
        Assert.Equal(1, Log.BegunInVain(64));
    }

    void Record(State state, int done) => Log.Record(state, DateTimeOffset.UnixEpoch, done);
}
