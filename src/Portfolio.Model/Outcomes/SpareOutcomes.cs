using Portfolio.Model.Statistics;

namespace Portfolio.Model.Outcomes;

/// <summary>Statistics of end outcomes that were given back, whose room may be used again: it grows a little at a time, and most while there is little in it.</summary>
public static class SpareOutcomes
{
    static readonly Spares<OutcomeStatistics> Spares = new();

    /// <summary>Empty statistics of a model's outcomes.</summary>
    public static OutcomeStatistics Take(PortfolioModel model) =>
        Spares.Take(new Subjects(model).Count) is var spare && spare?.Model == model ? spare : new OutcomeStatistics(model, spare);

    /// <summary>Gives back statistics that nobody uses any more.</summary>
    public static void GiveBack(OutcomeStatistics statistics)
    {
        if (statistics.Clear())
            Spares.GiveBack(statistics.Subjects.Count, statistics);
    }
}
