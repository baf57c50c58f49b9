using Portfolio.Contracts.V1;
using Portfolio.Grains.Journals;

namespace Portfolio.Server.Services;

/// <summary>
/// One stream's way into one journal. One order is under way at a time and whatever has come meanwhile is the next, so that entries are recorded in their order. Where an order fails, whether
/// it was recorded is not known: nothing of the lane is recorded behind it.
/// </summary>
/// <param name="journals">All journals.</param>
/// <param name="subject">Whose it is.</param>
sealed class JournalLane(ActiveJournals journals, string subject)
{
    readonly Lock gate = new();
    List<(Entry Entry, TaskCompletionSource<EntryOutcome> Outcome)> waiting = [];
    bool isUnderWay;
    Exception? failure;

    /// <summary>Adds an entry that is sound by itself; it goes with the next order.</summary>
    public Task<EntryOutcome> Add(Entry entry)
    {
        var outcome = new TaskCompletionSource<EntryOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (failure is not null)
                return Task.FromException<EntryOutcome>(failure);
            waiting.Add((entry, outcome));
        }

        return outcome.Task;
    }

    /// <summary>Records what waits, unless that is under way already.</summary>
    public void Go()
    {
        lock (gate)
        {
            if (isUnderWay || waiting.Count == 0)
                return;
            isUnderWay = true;
        }

        _ = RecordWaiting();
    }

    async Task RecordWaiting()
    {
        while (Next() is { } order)
        {
            try
            {
                Tell(order, await journals.Record(subject, new RecordOrder(order.ConvertAll(each => each.Entry), Partial: true, ValidateOnly: false)));
            }
            catch (Exception exception)
            {
                Fail(order, exception);
                return;
            }
        }
    }

    List<(Entry Entry, TaskCompletionSource<EntryOutcome> Outcome)>? Next()
    {
        lock (gate)
        {
            var order = waiting;
            isUnderWay = order.Count > 0;
            waiting = [];
            return isUnderWay ? order : null;
        }
    }

    void Fail(List<(Entry Entry, TaskCompletionSource<EntryOutcome> Outcome)> order, Exception exception)
    {
        lock (gate)
            (failure, order, waiting) = (exception, [.. order, .. waiting], []);
        order.ForEach(each => each.Outcome.SetException(exception));
    }

    static void Tell(List<(Entry Entry, TaskCompletionSource<EntryOutcome> Outcome)> order, Recorded recorded)
    {
        var problems = recorded.Problems.ToLookup(problem => problem.Index);
        var kept = 0;
        for (var i = 0; i < order.Count; i++)
            order[i].Outcome.SetResult(problems.Contains(i) ? Refused(problems[i]) : Kept(recorded.Entries[kept++]));
    }

    static EntryOutcome Kept(Entry entry) => new() { Kept = new KeptEntry { Number = entry.Number, Sequence = entry.Sequence, RecordTime = entry.RecordTime } };

    static EntryOutcome Refused(IEnumerable<EntryProblem> problems) => new()
    {
        Refused = new RefusedEntry { Problems = { problems.Select(problem => new EntryProblem { Field = problem.Field, Description = problem.Description }) } },
    };
}
