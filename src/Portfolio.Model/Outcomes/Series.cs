using Portfolio.Model.Statistics;

namespace Portfolio.Model.Outcomes;

/// <summary>What is reported month by month. Stability, funded share and post are those the month used, everything else is the state at its end.</summary>
public enum Series
{
    Budget = 1,
    Received,
    Funded,
    Team,
    Stability,
    LeaderInPost,
    Framework,
    Capability,
    Community,
    Infrastructure,
    Implementation,
    Regulation,
    InDiscovery,
    InDevelopment,
    InValidation,
    InApproval,
    InAdoption,
    Stopped,
    Evidence,
    Alignment,
    Undecided,
    Contracting,
    Implementing,
    Live,
    Abandoned,
    LiveShare,
    LocalCost,
    CashBenefit,
    Qalys,
    Patients,
    Npv,
}

/// <summary>Facts about series.</summary>
public static class SeriesFacts
{
    /// <summary>What a person reads first.</summary>
    public static IReadOnlyList<Series> Default { get; } = [Series.Received, Series.Funded, Series.Stability, Series.Live, Series.Npv];

    /// <summary>What kind of number a series holds.</summary>
    public static SeriesKind Kind(this Series series) => series switch
    {
        Series.Undecided or Series.Contracting or Series.Implementing or Series.Live or Series.Abandoned => SeriesKind.Count,
        Series.Budget or Series.Received or Series.LocalCost or Series.CashBenefit or Series.Patients or Series.Npv => SeriesKind.Amount,
        Series.Qalys => SeriesKind.FineAmount,
        _ => SeriesKind.Share,
    };

    /// <summary>The bin that most values of a series are in: money is not short, posts are filled, all else often has not begun or is over.</summary>
    internal static short UsualBin(this Series series) => series is Series.Funded or Series.LeaderInPost ? (short)Quantisation.ShareBins : (short)0;

    /// <summary>Whether a series is the programme's own and has no value for themes and initiatives.</summary>
    public static bool IsProgrammes(this Series series) =>
        series is Series.Budget or (>= Series.Framework and <= Series.Regulation);
}
