using Portfolio.Contracts.V1;
using Portfolio.Model;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;

namespace Portfolio.Analysis.Reaching;

/// <summary>When a target is reached under one scenario.</summary>
sealed class ReachedTarget
{
    const double Half = 0.5;
    const double FourFifths = 0.8;

    readonly PortfolioModel model;
    readonly int place;
    readonly ReachedCounts counts;

    /// <param name="model">What the scenario simulates.</param>
    /// <param name="target">Id of the target; a scenario that lacks it has no trial.</param>
    public ReachedTarget(PortfolioModel model, string target)
    {
        this.model = model;
        place = model.Targets.Index().Where(each => each.Item.Id == target).Select(each => each.Index).FirstOrDefault(-1);
        counts = new ReachedCounts(place < 0 ? 0 : model.Months);
    }

    /// <summary>Adds replications.</summary>
    public void Add(OutcomeTable outcomes)
    {
        if (place >= 0)
            counts.Add(outcomes.TargetReached(place));
    }

    /// <summary>Writes everything.</summary>
    public void Write(BinaryWriter writer) => counts.Write(writer);

    /// <summary>Adds what was written.</summary>
    public void Read(BinaryReader reader) => counts.Read(reader);

    /// <summary>What was found, as clients read it.</summary>
    public TargetScenario Tell()
    {
        var trials = counts.Trials;
        if (trials == 0)
            return new TargetScenario { Met = Share(0, 0), Half = new TargetMonth(), FourFifths = new TargetMonth() };
        Proportion[] byMonth = [.. counts.ByMonth().Select(reached => Share(reached, trials))];
        var told = new TargetScenario { Met = byMonth[Math.Min(model.Targets[place].By, model.Months - 1)], Half = MonthOf(byMonth, Half), FourFifths = MonthOf(byMonth, FourFifths) };
        told.ByMonth.AddRange(byMonth.Select(share => share.Value));
        return told;
    }

    static Proportion Share(int reached, int trials)
    {
        var share = reached / (double)trials;
        var (low, high) = Wilson.Interval(share, trials);
        return new Proportion { Value = share, Low = low, High = high, Trials = trials };
    }

    /// <summary>Shares never fall from month to month, nor do the ends of their intervals.</summary>
    TargetMonth MonthOf(Proportion[] byMonth, double wanted) => new()
    {
        Month = First(byMonth, share => share.Value >= wanted),
        Earliest = First(byMonth, share => share.High >= wanted),
        Latest = First(byMonth, share => share.Low >= wanted),
    };

    string First(Proportion[] byMonth, Predicate<Proportion> holds)
    {
        var month = Array.FindIndex(byMonth, holds);
        return month < 0 ? "" : (model.Start + month).ToString();
    }
}
