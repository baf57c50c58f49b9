using Portfolio.Contracts.V1;
using Content = Portfolio.Contracts.V1.RehearsalFrame.ContentOneofCase;

namespace Portfolio.Grains.Rehearsals;

/// <summary>The frames of a future as it is, in the order of their positions. What is given up goes; nobody who comes later sees it.</summary>
sealed class Timeline
{
    /// <summary>The one epoch there is: what was told is kept.</summary>
    public const int Epoch = 1;

    readonly string rehearsal;
    readonly RehearsedMonth beginning;
    readonly List<RehearsalFrame> frames = [];
    readonly List<RehearsedMonth> months = [];

    /// <summary>The future before its first month.</summary>
    public Timeline(string rehearsal, RehearsedMonth beginning) => (this.rehearsal, this.beginning) = (rehearsal, beginning);

    /// <summary>The future that a log tells of.</summary>
    /// <param name="rehearsal">The rehearsal's name.</param>
    /// <param name="plan">What is lived through.</param>
    /// <param name="log">How far, and what else happened.</param>
    public static Timeline Of(string rehearsal, CompiledRehearsal plan, RehearsalLog log)
    {
        var timeline = new Timeline(rehearsal, RehearsedMonths.Beginning(plan));
        var lived = RehearsedMonths.Again(plan, log.Month);
        var all = log.Lived.SelectMany(part => Enumerable.Range(0, part.Months).Select(i => Frame(part.FirstSequence + i, frame => frame.Month = lived[part.FirstMonth + i])))
            .Concat(log.Interventions.Where(each => each.Intervention.UndoTime is null).Select(each => Frame(each.Sequence, frame => frame.Intervention = each.Intervention.Clone())))
            .Concat(log.Annotations.Select(each => Frame(each.Sequence, frame => frame.Annotation = each.Annotation.Clone())))
            .Concat(log.Returns.Select(each => Frame(each.Sequence, frame => frame.WentBack = each.WentBack.Clone())));
        foreach (var frame in all.OrderBy(frame => frame.Sequence))
            timeline.Append(frame);
        return timeline;
    }

    /// <summary>Where everybody stands now.</summary>
    public RehearsedMonth Last => months is [.., var last] ? last : beginning;

    /// <summary>The months so far.</summary>
    public IReadOnlyList<RehearsedMonth> Months => months;

    /// <summary>Position of the newest frame.</summary>
    public long Newest => frames is [.., var newest] ? newest.Sequence : 0;

    /// <summary>A frame without its rehearsal.</summary>
    public static RehearsalFrame Frame(long sequence, Action<RehearsalFrame> fill)
    {
        var frame = new RehearsalFrame { Epoch = Epoch, Sequence = sequence };
        fill(frame);
        return frame;
    }

    /// <summary>Adds the newest frame.</summary>
    public void Append(RehearsalFrame frame)
    {
        frame.Rehearsal = rehearsal;
        frames.Add(frame);
        if (frame.ContentCase == Content.Month)
            months.Add(frame.Month);
    }

    /// <summary>Gives up the months from one on, and interventions that were taken back.</summary>
    public void GiveUp(WentBack went)
    {
        months.RemoveRange(went.Month, months.Count - went.Month);
        frames.RemoveAll(frame => frame.ContentCase switch
        {
            Content.Month => frame.Month.Month >= went.Month,
            Content.Intervention => went.UndoneInterventions.Contains(frame.Intervention.Number),
            _ => false,
        });
    }

    /// <summary>The first frame behind a position; null where there is none yet.</summary>
    public RehearsalFrame? After(long sequence)
    {
        var (low, high) = (0, frames.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (frames[middle].Sequence <= sequence)
                low = middle + 1;
            else
                high = middle;
        }

        return low < frames.Count ? frames[low] : null;
    }
}
