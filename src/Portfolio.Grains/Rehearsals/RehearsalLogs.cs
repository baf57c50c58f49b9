using Google.Protobuf.WellKnownTypes;
using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Rehearsals;

/// <summary>What a rehearsal's log takes up. Each frame takes the next position; of a future that is given up its months go.</summary>
static class RehearsalLogs
{
    /// <summary>Commands whose outcomes are remembered: more than anybody sends again.</summary>
    const int MostCommands = 200;

    const int MostReturns = 100;

    /// <summary>A month was lived through.</summary>
    public static void AddMonth(this RehearsalLog log)
    {
        log.Sequence++;
        if (log.Lived is [.., var last] && last.FirstMonth + last.Months == log.Month && last.FirstSequence + last.Months == log.Sequence)
            last.Months++;
        else
            log.Lived.Add(new LivedMonths { FirstMonth = log.Month, Months = 1, FirstSequence = log.Sequence });
        log.Month++;
    }

    /// <summary>Somebody intervened.</summary>
    public static void Add(this RehearsalLog log, Intervention intervention)
    {
        log.Interventions.Add(new LoggedIntervention { Sequence = ++log.Sequence, Intervention = intervention });
        log.Edition++;
    }

    /// <summary>Somebody noted something.</summary>
    public static void Add(this RehearsalLog log, Annotation annotation) =>
        log.Annotations.Add(new LoggedAnnotation { Sequence = ++log.Sequence, Annotation = annotation });

    /// <summary>Somebody went back.</summary>
    /// <param name="log">The log.</param>
    /// <param name="month">The month that is next from then on.</param>
    /// <param name="keepInterventions">Whether interventions from there on stay in force.</param>
    /// <param name="author">Who did.</param>
    /// <param name="time">When.</param>
    public static WentBack GoBack(this RehearsalLog log, int month, bool keepInterventions, string author, DateTimeOffset time)
    {
        var undone = keepInterventions ? [] : log.InForce().Where(each => each.Month >= month).ToList();
        undone.ForEach(each => each.UndoTime = time.ToTimestamp());
        log.Forget(month);
        if (undone.Count > 0)
            log.Edition++;
        var went = new WentBack { Month = month, UndoneInterventions = { undone.Select(each => each.Number) }, Author = author };
        log.Returns.Add(new LoggedReturn { Sequence = ++log.Sequence, WentBack = went });
        if (log.Returns.Count > MostReturns)
            log.Returns.RemoveAt(0);
        return went;
    }

    /// <summary>Interventions that are in force.</summary>
    public static IEnumerable<Intervention> InForce(this RehearsalLog log) =>
        log.Interventions.Select(each => each.Intervention).Where(each => each.UndoTime is null);

    /// <summary>A command that was applied, or is being so; null where it is new.</summary>
    public static LoggedCommand? Find(this RehearsalLog log, string command) => log.Commands.FirstOrDefault(each => each.Id == command);

    /// <summary>Takes note of a command.</summary>
    public static LoggedCommand Begin(this RehearsalLog log, string command, int untilMonth = 0)
    {
        var begun = new LoggedCommand { Id = command, UntilMonth = untilMonth };
        log.Commands.Add(begun);
        if (log.Commands.Count > MostCommands)
            log.Commands.RemoveAt(0);
        return begun;
    }

    /// <summary>The beginning that a branch shares: its months, and the interventions that were made in them.</summary>
    public static RehearsalLog Beginning(this RehearsalLog log, int months)
    {
        var branch = new RehearsalLog();
        var shared = log.InForce().Where(each => each.Month < months).ToLookup(each => each.Month);
        while (branch.Month < months)
        {
            foreach (var intervention in shared[branch.Month])
                branch.Add(new Intervention(intervention) { Number = branch.Interventions.Count + 1 });
            branch.AddMonth();
        }

        return branch;
    }

    /// <summary>Gives up the months from one on.</summary>
    static void Forget(this RehearsalLog log, int month)
    {
        while (log.Lived is [.., var last] && last.FirstMonth >= month)
            log.Lived.RemoveAt(log.Lived.Count - 1);
        if (log.Lived is [.., var cut])
            cut.Months = Math.Min(cut.Months, month - cut.FirstMonth);
        log.Month = month;
    }
}
