using System.Runtime.CompilerServices;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Outcomes;

/// <summary>
/// One month of a subject: sums of money and sites over its initiatives, means of shares over its active ones. An initiative
/// by itself always has its shares, active or not.
/// </summary>
public struct SubjectMonth
{
    PortfolioFuture future;
    bool isPortfolio;
    bool isInitiative;
    int initiatives;
    int active;
    int eligible;
    StageCounts stages;
    double team;
    double stability;
    double leaderInPost;
    double evidence;
    double alignment;

    /// <summary>Live sites.</summary>
    public int Live { get; private set; }

    /// <summary>Money needed.</summary>
    public double Need { get; private set; }

    /// <summary>Money received.</summary>
    public double Received { get; private set; }

    /// <summary>Patients reached.</summary>
    public double Patients { get; private set; }

    /// <summary>Quality-adjusted life years.</summary>
    public double Qalys { get; private set; }

    /// <summary>Discounted benefits.</summary>
    public double DiscountedBenefit { get; private set; }

    /// <summary>Part of it that QALYs bring.</summary>
    public double DiscountedHealthBenefit { get; private set; }

    /// <summary>Discounted costs.</summary>
    public double DiscountedCost { get; private set; }

    /// <summary>Mean stability; not-a-number where nothing is active.</summary>
    public readonly double Stability => isInitiative ? stability : active == 0 ? double.NaN : stability / active;

    /// <summary>Whether anything of it was active.</summary>
    public readonly bool AnyActive => active > 0;

    /// <summary>Sums up a subject's initiatives after a month; the portfolio also has what levers, framework and scenario received.</summary>
    /// <param name="future">The replication, after the month.</param>
    /// <param name="members">Indices of the initiatives.</param>
    /// <param name="isPortfolio">The subject is the portfolio.</param>
    /// <param name="isInitiative">The subject is a single initiative.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static SubjectMonth Of(PortfolioFuture future, ReadOnlySpan<int> members, bool isPortfolio, bool isInitiative)
    {
        var month = new SubjectMonth { future = future, isPortfolio = isPortfolio, isInitiative = isInitiative, initiatives = members.Length };
        foreach (var member in members)
            month.Add(future.Initiatives[member]);
        if (isPortfolio)
        {
            var programme = future.Programme;
            (month.Need, month.Received) = (programme.Need, programme.Received);
            month.DiscountedCost += programme.OwnReceived * future.Discount(future.Month - 1);
        }

        return month;
    }

    /// <summary>A series' value, before the cumulative ones are summed; not-a-number where it is not defined.</summary>
    public readonly double this[Series series] => series switch
    {
        Series.Budget when isPortfolio => future.Programme.Budget,
        Series.Framework when isPortfolio => future.Programme.Framework,
        >= Series.Capability and <= Series.Regulation when isPortfolio => future.Programme.Levers[series - Series.Capability],
        Series.Received => Received,
        Series.Funded => Need > 0 ? Received / Need : 1,
        Series.Stability => Stability,
        Series.Team => OverActive(team),
        Series.LeaderInPost => OverActive(leaderInPost),
        Series.Evidence => OverActive(evidence),
        Series.Alignment => OverActive(alignment),
        >= Series.InDiscovery and <= Series.Stopped => stages[series - Series.InDiscovery] / (double)initiatives,
        Series.Undecided => undecided,
        Series.Contracting => contracting,
        Series.Implementing => implementing,
        Series.Live => Live,
        Series.Abandoned => abandoned,
        Series.LiveShare => Live / (double)eligible,
        Series.LocalCost => localCost,
        Series.CashBenefit => cashBenefit,
        Series.Qalys => Qalys,
        Series.Patients => Patients,
        _ => double.NaN,
    };

    int undecided;
    int contracting;
    int implementing;
    int abandoned;
    double localCost;
    double cashBenefit;

    readonly double OverActive(double sum) => isInitiative ? sum : active == 0 ? double.NaN : sum / active;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Add(InitiativeFuture initiative)
    {
        if (initiative.Active || isInitiative)
        {
            team += initiative.Team;
            stability += initiative.Stability;
            leaderInPost += initiative.LeaderInPost ? 1 : 0;
            evidence += initiative.Evidence;
            alignment += initiative.Alignment;
        }

        active += initiative.Active ? 1 : 0;
        stages[(int)initiative.Stage]++;
        eligible += initiative.Eligible;
        undecided += initiative.Undecided;
        contracting += initiative.Contracting;
        implementing += initiative.Implementing;
        Live += initiative.Live;
        abandoned += initiative.Abandoned;
        Need += initiative.Need;
        Received += initiative.Received;
        localCost += initiative.LocalCost;
        cashBenefit += initiative.CashBenefit;
        Qalys += initiative.Qalys;
        Patients += initiative.Patients;
        DiscountedBenefit += initiative.DiscountedBenefit;
        DiscountedHealthBenefit += initiative.DiscountedHealthBenefit;
        DiscountedCost += initiative.DiscountedCost;
    }

    [System.Runtime.CompilerServices.InlineArray(6)]
    struct StageCounts
    {
        int first;
    }
}
