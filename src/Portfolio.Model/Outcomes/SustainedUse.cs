using Portfolio.Model.Parameters;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Outcomes;

/// <summary>Whether an initiative scaled, and whether its use was sustained once central support had ended.</summary>
public sealed class SustainedUse
{
    int unsupportedMonths;
    bool? stillUsed;
    bool halfReached;

    /// <summary>Live sites have reached the share of its eligible sites that counts as scaled.</summary>
    public bool Scaled { get; private set; }

    /// <summary>It scaled and some months after support ended it still had at least half of its peak so far.</summary>
    public bool Sustained => Scaled && stillUsed == true;

    /// <summary>The horizon ended before that could be seen.</summary>
    public bool Undecidable { get; private set; } = true;

    /// <summary>Months from the start until a site was live, and until half of them were.</summary>
    public (double FirstLive, double Half) Milestones { get; private set; } = (double.NaN, double.NaN);

    /// <summary>Whether so many live sites of the eligible ones count as scaled.</summary>
    public static bool IsScaled(int live, int eligible, in PortfolioParameters programme) => live >= programme.ScaledShare * eligible && live > 0;

    /// <summary>Looks at the end of a month.</summary>
    public void Observe(InitiativeFuture initiative, int month, in PortfolioParameters programme)
    {
        var since = Math.Max(0, month - initiative.StartMonth);
        if (initiative.Live > 0 && double.IsNaN(Milestones.FirstLive))
            Milestones = (since, Milestones.Half);
        if (!halfReached && initiative.Live >= 0.5 * initiative.Eligible)
        {
            halfReached = true;
            Milestones = (Milestones.FirstLive, since);
        }

        Scaled |= IsScaled(initiative.Live, initiative.Eligible, programme);
        if (initiative.Stage == Stage.Stopped)
            Undecidable = false;
        if (stillUsed is not null || !initiative.Adopting || !initiative.SupportOver)
            return;
        if (!initiative.Supported)
            unsupportedMonths++;
        if (unsupportedMonths < programme.SustainMonths)
            return;
        stillUsed = initiative.Live >= 0.5 * initiative.PeakLive;
        Undecidable = false;
    }
}
