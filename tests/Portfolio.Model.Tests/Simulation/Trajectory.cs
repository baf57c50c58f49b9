using Portfolio.Model.Parameters;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Tests.Simulation;

/// <summary>Everything that can be seen of a replication, month by month, to be compared bit by bit.</summary>
static class Trajectory
{
    public static List<string> Of(PortfolioModel model, int replication = 0) =>
        [.. new PortfolioFuture(model, replication).EachMonth().SelectMany(month => month.Initiatives.Select(Row).Prepend(Row(month)))];

    /// <summary>The rows of one initiative only.</summary>
    public static List<string> OfInitiative(PortfolioModel model, string id, int replication = 0)
    {
        var index = model.Initiatives.Select(initiative => initiative.Id).ToList().IndexOf(id);
        return [.. new PortfolioFuture(model, replication).EachMonth().Select(month => Row(month.Initiatives[index]))];
    }

    static string Row(PortfolioFuture future)
    {
        var programme = future.Programme;
        double[] numbers =
        [
            programme.Budget, programme.Pot, programme.Received, programme.OwnReceived, programme.Need, programme.Carried, programme.Lost,
                programme.Framework,
            .. Enum.GetValues<Lever>().Select(lever => programme.Levers[lever]), future.Npv,
        ];
        return $"{programme.LeaderInPost} {programme.StrategyReset} {Bits(numbers)}";
    }

    static string Row(InitiativeFuture a) =>
        $"{a.Stage} {a.StopReason} {a.Attempt} {a.LeaderInPost} {a.Undecided} {a.Contracting} {a.Implementing} {a.Live} {a.Abandoned} "
        + Bits(
            [a.Progress, a.Team, a.Funded, a.Received, a.Stability, a.Evidence, a.Alignment, a.IncidentMonths, a.LocalCost, a.CashBenefit, a.Qalys,
                a.DiscountedBenefit, a.DiscountedCost]);

    static string Bits(double[] numbers) => string.Join(' ', numbers.Select(BitConverter.DoubleToInt64Bits));
}
