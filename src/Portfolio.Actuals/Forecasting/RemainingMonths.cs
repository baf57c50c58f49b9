using Portfolio.Contracts.V1;
using Portfolio.Model;

namespace Portfolio.Actuals.Forecasting;

/// <summary>Cuts a portfolio to the months that are left.</summary>
static class RemainingMonths
{
    /// <summary>The portfolio from a month on.</summary>
    /// <returns>It, and the beginnings of the paths that lead to what lies behind and was left out.</returns>
    public static (PortfolioDefinition Portfolio, IReadOnlyList<string> Dropped) Of(PortfolioDefinition plan, Month from)
    {
        var portfolio = plan.Clone();
        portfolio.Start = from.ToString();
        portfolio.Months = new Number { Value = plan.Months.Value - (from - Month.Parse(plan.Start)) };
        var dropped = new List<string>();
        foreach (var line in (plan.Budget?.Monthly ?? []).Where(line => IsBehind(line.Month, from)))
        {
            portfolio.Budget.Monthly.Remove(line);
            dropped.Add($"budget.monthly.{line.Month}.");
        }

        foreach (var target in plan.Targets.Where(target => IsBehind(target.By, from)))
        {
            portfolio.Targets.Remove(target);
            dropped.Add($"targets.{target.Id}.");
        }

        return (portfolio, dropped);
    }

    static bool IsBehind(string month, Month from) => Month.TryParse(month, out var at) && at - from < 0;
}
