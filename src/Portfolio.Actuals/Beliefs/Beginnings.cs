using Portfolio.Contracts.V1;
using Portfolio.Model;
using Stage = Portfolio.Contracts.V1.Stage;

namespace Portfolio.Actuals.Beliefs;

/// <summary>Where the subjects of journals stand when their plans begin.</summary>
public static class Beginnings
{
    /// <summary>The beginning of an initiative of a resolved portfolio.</summary>
    public static Beginning Of(Initiative initiative) => new()
    {
        Month = initiative.StartMonth,
        Stage = initiative.Stage,
        StageSince = (Month.Parse(initiative.StartMonth) + (initiative.Stage == Stage.Adoption ? -(int)initiative.MonthsInAdoption.Value : 0)).ToString(),
        Reworks = (int)initiative.Attempt.Value,
        Received = initiative.Received.Value,
        Contracting = (int)initiative.Sites.Contracting.Sum(number => number.Value),
        Implementing = (int)initiative.Sites.Implementing.Value,
        Live = (int)initiative.Sites.Live.Value,
        Abandoned = (int)initiative.Sites.Abandoned.Value,
    };

    /// <summary>The beginning of a resolved portfolio's programme.</summary>
    public static Beginning OfProgramme(PortfolioDefinition portfolio) => new() { Month = portfolio.Start };
}
