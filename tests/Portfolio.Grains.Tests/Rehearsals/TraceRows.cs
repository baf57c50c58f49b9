using Portfolio.Contracts.V1;
using Portfolio.Definitions.Compiling;
using Portfolio.Model.Simulation;
using Lever = Portfolio.Model.Parameters.Lever;

namespace Portfolio.Grains.Tests.Rehearsals;

/// <summary>What <c>portfolio trace</c> shows of each month, to be compared bit by bit: of the kernel, and of a rehearsal.</summary>
static class TraceRows
{
    /// <summary>What the kernel makes of a plan.</summary>
    public static List<string> Of(RunPlan plan, int replication, int months = int.MaxValue, ulong seed = 7)
    {
        var model = CheckedPlan.ModelOf(plan, new CompileOptions(seed));
        var future = new PortfolioFuture(model, replication);
        var rows = new List<string>();
        while (future.Month < Math.Min(months, model.Months))
        {
            future.Step();
            rows.Add(Row(future));
            rows.AddRange(future.Initiatives.Select(Row));
        }

        return rows;
    }

    /// <summary>What a rehearsal says.</summary>
    public static List<string> Of(IEnumerable<RehearsedMonth> months) => [.. months.SelectMany(month => month.Initiatives.Select(Row).Prepend(Row(month)))];

    static string Row(PortfolioFuture future)
    {
        var it = future.Programme;
        var levers = it.Levers;
        return $"{it.LeaderInPost} " + Bits([
            it.Budget, it.Pot, it.Received, it.Carried, it.Lost, it.Framework, levers[Lever.Capability], levers[Lever.Community], levers[Lever.Infrastructure],
            levers[Lever.Implementation], levers[Lever.Regulation], future.Npv]);
    }

    static string Row(RehearsedMonth month)
    {
        var it = month.Programme;
        return $"{it.LeaderInPost} " + Bits([it.Budget, it.Pot, it.Received, it.Carried, it.Lost, it.Framework, .. it.Levers, month.Npv]);
    }

    static string Row(InitiativeFuture it) =>
        $"{it.Stage} {it.LeaderInPost} {it.Undecided} {it.Contracting} {it.Implementing} {it.Live} {it.Abandoned} " + Bits([
            it.Progress, it.Team, it.Funded, it.Received, it.Stability, it.Evidence, it.Alignment, it.LocalCost, it.CashBenefit, it.Qalys]);

    static string Row(RehearsedInitiative it) =>
        $"{it.Stage} {it.LeaderInPost} {it.Undecided} {it.Contracting.Sum()} {it.Implementing} {it.Live} {it.Abandoned} " + Bits([
            it.Progress, it.Team, it.Funded, it.Received, it.Stability, it.Evidence, it.Alignment, it.LocalCost, it.CashBenefit, it.Qalys]);

    static string Bits(double[] numbers) => string.Join(' ', numbers.Select(BitConverter.DoubleToInt64Bits));
}
