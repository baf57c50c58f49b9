using Google.Protobuf.WellKnownTypes;
using Portfolio.Contracts.V1;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Grains.Runs;

/// <summary>
/// Positions in the stream of a run or study. Each replication that is merged and each change of state takes the next one, so that
/// what stands at a position of an epoch never changes. Changes are kept; how many replications were merged is lost with whatever
/// merged them, back to the checkpoint, and therefore the next one to merge them opens another epoch.
/// </summary>
/// <param name="log">What is kept.</param>
sealed class StreamLog(WorkLog log)
{
    /// <summary>Most changes that are kept.</summary>
    public const int MostKept = 100;

    /// <summary>The epoch; 1 for what was stored before there were any.</summary>
    public int Epoch => Math.Max(1, log.Epoch);

    /// <summary>Whether a change was ever recorded.</summary>
    public bool IsEmpty => log.Changes.Count == 0;

    /// <summary>Position of what is merged.</summary>
    /// <param name="done">Replications merged.</param>
    public StreamPosition Merged(int done) => new(Epoch, log.Changes.Count == 0 ? done : MergedSince(log.Changes[^1], done));

    /// <summary>The newest position.</summary>
    /// <param name="done">Replications merged.</param>
    public StreamPosition Newest(int done)
    {
        var merged = Merged(done);
        return log.Changes.Count > 0 && PositionOf(log.Changes[^1]) is var last && last > merged ? last : merged;
    }

    /// <summary>How often in a row it was begun again since anything was merged: the newest changes say that it runs, with as many replications done.</summary>
    /// <param name="done">Replications merged.</param>
    public int BegunInVain(int done) =>
        log.Changes.Reverse().TakeWhile(kept => kept.Change.State == State.Running && kept.Change.ReplicationsDone == done).Count();

    /// <summary>Opens another epoch.</summary>
    public void Renew() => log.Epoch = Epoch + 1;

    /// <summary>Records a change of state, as the next position.</summary>
    public void Record(State state, DateTimeOffset time, int done)
    {
        log.Epoch = Epoch;
        log.Changes.Add(new KeptChange
        {
            Change = new StateChange { State = state, Time = time.ToTimestamp(), ReplicationsDone = done },
            Epoch = Epoch,
            Sequence = Newest(done).Sequence + 1,
            MergedSequence = Merged(done).Sequence,
        });
        if (log.Changes.Count <= MostKept)
            return;
        (log.DroppedEpoch, log.DroppedSequence) = (log.Changes[0].Epoch, log.Changes[0].Sequence);
        log.Changes.RemoveAt(0);
    }

    /// <summary>The first change behind a position; null if there is none.</summary>
    public KeptChange? NextChange(StreamPosition after) => log.Changes.FirstOrDefault(change => PositionOf(change) > after);

    /// <summary>Where a reader goes on that asks for a position.</summary>
    /// <exception cref="RefusedException">There was never such a position, or changes behind it are no longer kept.</exception>
    public StreamPosition Resume(StreamPosition after, int done, string name)
    {
        var asked = after.Epoch == 0 ? after with { Epoch = Epoch } : after;
        var newest = Newest(done);
        if (asked > newest)
            throw new RefusedException(Refusal.OutOfRange, name, $"the newest frame is {Text(newest)}; {Text(asked)} is beyond it");
        if (asked < new StreamPosition(log.DroppedEpoch, log.DroppedSequence))
        {
            var oldest = PositionOf(log.Changes[0]);
            throw new RefusedException(Refusal.Compacted, name, $"changes of state are kept from {Text(oldest)} on, and some behind {Text(asked)} are not; begin anew") { Oldest = oldest };
        }

        return asked;
    }

    /// <summary>Where a change stands.</summary>
    public static StreamPosition PositionOf(KeptChange change) => new(change.Epoch, change.Sequence);

    static long MergedSince(KeptChange last, int done) =>
        done == last.Change.ReplicationsDone ? last.MergedSequence : last.Sequence + done - last.Change.ReplicationsDone;

    static string Text(StreamPosition position) => $"{position.Sequence} of epoch {position.Epoch}";
}
