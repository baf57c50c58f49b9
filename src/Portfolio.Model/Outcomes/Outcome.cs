using Portfolio.Model.Statistics;

namespace Portfolio.Model.Outcomes;

/// <summary>What is reported of each replication at the end of its horizon. Not-a-number where it is not defined.</summary>
public enum Outcome
{
    /// <summary>Live sites at the end.</summary>
    Live,

    /// <summary>Most live sites at any month's end.</summary>
    PeakLive,

    /// <summary>Mean stability over the months anything was active.</summary>
    Stability,

    /// <summary>Money received over money needed; 1 where nothing was needed.</summary>
    Funded,

    /// <summary>Money received, in pounds.</summary>
    Received,

    /// <summary>Patients reached.</summary>
    Patients,

    /// <summary>Quality-adjusted life years.</summary>
    Qalys,

    /// <summary>Net present value, in pounds; gross.</summary>
    Npv,

    /// <summary>Discounted benefits that release cash, in pounds.</summary>
    CashBenefit,

    /// <summary>Discounted QALYs at their value, in pounds.</summary>
    HealthBenefit,

    /// <summary>Discounted costs, in pounds: money received and what sites spend themselves.</summary>
    Cost,

    /// <summary>Discounted benefits over discounted costs; not defined without costs.</summary>
    BenefitCostRatio,

    /// <summary>Months from the start to the first month's end with a live site.</summary>
    MonthsToFirstLive,

    /// <summary>Months from the start to the first month's end with half of the eligible sites live.</summary>
    MonthsToHalf,

    /// <summary>Share of the initiatives that scaled.</summary>
    Scaled,

    /// <summary>Share that was sustained.</summary>
    Sustained,

    /// <summary>Share of which that is not yet decidable.</summary>
    SustainedUndecidable,

    /// <summary>Share that stopped, for whatever reason.</summary>
    Stopped,

    /// <summary>Share that stopped at a failed gate.</summary>
    StoppedFailedGate,

    /// <summary>Share that stopped unfunded.</summary>
    StoppedUnfunded,

    /// <summary>Share that was cancelled.</summary>
    StoppedCancelled,

    /// <summary>Share that ended in discovery.</summary>
    EndedInDiscovery,

    /// <summary>Share that ended in development.</summary>
    EndedInDevelopment,

    /// <summary>Share that ended in validation.</summary>
    EndedInValidation,

    /// <summary>Share that ended in approval.</summary>
    EndedInApproval,

    /// <summary>Share that ended in adoption.</summary>
    EndedInAdoption,
}

/// <summary>Facts about outcomes.</summary>
public static class OutcomeFacts
{
    /// <summary>What kind of number an outcome is.</summary>
    public static SeriesKind Kind(this Outcome outcome) => outcome switch
    {
        Outcome.Live or Outcome.PeakLive or Outcome.MonthsToFirstLive or Outcome.MonthsToHalf => SeriesKind.Count,
        Outcome.Received or Outcome.Patients or Outcome.Npv or Outcome.CashBenefit or Outcome.HealthBenefit or Outcome.Cost => SeriesKind.Amount,
        Outcome.Qalys or Outcome.BenefitCostRatio => SeriesKind.FineAmount,
        _ => SeriesKind.Share,
    };
}
