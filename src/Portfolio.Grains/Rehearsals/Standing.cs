using Portfolio.Contracts.V1;
using Portfolio.Model;
using Portfolio.Model.Events;
using Portfolio.Model.Simulation;
using Lever = Portfolio.Model.Parameters.Lever;
using PostStanding = Portfolio.Contracts.V1.PostStanding;
using Stage = Portfolio.Contracts.V1.Stage;
using StopReason = Portfolio.Contracts.V1.StopReason;

namespace Portfolio.Grains.Rehearsals;

/// <summary>Where futures stand at a month's end, as messages.</summary>
static class Standing
{
    /// <summary>An initiative.</summary>
    public static RehearsedInitiative Of(InitiativeModel model, InitiativeFuture it)
    {
        var standing = new RehearsedInitiative
        {
            Id = model.Id,
            Stage = StageOf(it.Stage),
            StopReason = (StopReason)it.StopReason,
            Furthest = StageOf(it.Furthest),
            Started = it.Started,
            Blocked = it.Blocked,
            Supported = it.Supported,
            Progress = it.Progress,
            Attempt = it.Attempt,
            LeaderInPost = it.LeaderInPost,
            Post = Of(it.Post),
            Stability = it.Stability,
            Team = it.Team,
            Evidence = it.Evidence,
            Alignment = it.Alignment,
            MonthsInAdoption = it.MonthsInAdoption,
            IncidentMonths = it.IncidentMonths,
            SupportOver = it.SupportOver,
        };
        PutMoney(standing, it);
        PutSites(standing, it);
        return standing;
    }

    /// <summary>The programme.</summary>
    public static RehearsedProgramme Of(ProgrammeFuture it)
    {
        var standing = new RehearsedProgramme
        {
            Budget = it.Budget,
            Pot = it.Pot,
            Need = it.Need,
            Received = it.Received,
            OwnReceived = it.OwnReceived,
            Carried = it.Carried,
            Lost = it.Lost,
            Framework = it.Framework,
            LeaderInPost = it.LeaderInPost,
            Post = Of(it.Post),
            StrategyReset = it.StrategyReset,
        };
        var levers = it.Levers;
        foreach (var lever in Enum.GetValues<Lever>())
            standing.Levers.Add(levers[lever]);
        for (var claimant = Claimant.Capability; claimant <= Claimant.Framework; claimant++)
            standing.Granted.Add(it.GrantsOf(claimant));
        return standing;
    }

    /// <summary>A stage's word in messages.</summary>
    public static Stage StageOf(Model.Stage stage) => Stage.Discovery + (int)stage;

    static PostStanding Of(Model.Leadership.PostStanding post) => new() { Occupied = post.Occupied, MonthsInPost = post.MonthsInPost, Leader = post.Leader };

    static void PutMoney(RehearsedInitiative standing, InitiativeFuture it)
    {
        standing.Need = it.Need;
        standing.Received = it.Received;
        standing.Funded = it.Funded;
        standing.StarvedMonths = it.StarvedMonths;
        standing.ReceivedSoFar = it.ReceivedSoFar;
        standing.Granted = it.Purse;
        standing.LocalCost = it.LocalCost;
        standing.CashBenefit = it.CashBenefit;
        standing.Qalys = it.Qalys;
        standing.Patients = it.Patients;
        standing.DiscountedBenefit = it.DiscountedBenefit;
        standing.DiscountedCost = it.DiscountedCost;
    }

    static void PutSites(RehearsedInitiative standing, InitiativeFuture it)
    {
        standing.Eligible = it.Eligible;
        standing.Undecided = it.Undecided;
        standing.Contracting.AddRange(it.ContractingByStage);
        standing.Implementing = it.Implementing;
        standing.Live = it.Live;
        standing.Abandoned = it.Abandoned;
        standing.PeakLive = it.PeakLive;
    }
}
