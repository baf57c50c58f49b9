using System.Runtime.CompilerServices;
using Portfolio.Model.Distributions;
using Portfolio.Model.Events;
using Portfolio.Model.Lanes;
using Portfolio.Model.Parameters;
using Portfolio.Model.Randomness;

namespace Portfolio.Model.Simulation;

/// <summary>Money that comes in, month by month (step 2): a twelfth of the year's line, or the month's own, times settlement and events, and grants to the pot.</summary>
public sealed class Income
{
    const int None = -1;

    readonly PortfolioModel model;
    readonly int[] lines;
    readonly int[] years;
    readonly double[] shares;

    /// <summary>The income of a model's replications.</summary>
    public Income(PortfolioModel model)
    {
        this.model = model;
        lines = [.. Enumerable.Repeat(None, model.Months)];
        shares = new double[model.Months];
        years = [.. Enumerable.Range(0, model.Months).Select(model.FiscalYearIndex)];
        var firstYear = model.Start.FiscalYear(model.FiscalYearStartMonth);
        foreach (var line in model.Budget.Where(line => line.Month is null))
        {
            for (var t = 0; t < lines.Length; t++)
            {
                if (firstYear + years[t] == line.FiscalYear)
                    (lines[t], shares[t]) = (line.Amount, 12);
            }
        }

        foreach (var line in model.Budget)
        {
            if (line.Month is { } t)
                (lines[t], shares[t]) = (line.Amount, 1);
        }
    }

    /// <summary>Fills in the income of a replication.</summary>
    /// <param name="months">Where the first month's goes, in pounds.</param>
    /// <param name="stride">How far apart months are.</param>
    /// <param name="parameters">The replication's numbers.</param>
    /// <param name="calendar">Its events.</param>
    /// <param name="replication">Its index.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(Span<double> months, int stride, ParameterSet parameters, EventCalendar calendar, int replication)
    {
        var draws = new Draws(model.Seed, 0, (uint)replication);
        var sigma = Spread.Sigma(parameters.Portfolio.BudgetSettlementCv);
        var year = None;
        var settlement = 1.0;
        for (var t = 0; t < lines.Length; t++)
        {
            if (years[t] != year)
            {
                year = years[t];
                settlement = Spread.Of<Lanes1>(sigma, draws.Normal(RandomStream.Settlement, year)).Value;
            }

            var amount = lines[t] == None ? 0 : parameters[lines[t]] / shares[t];
            months[t * stride] = Math.Max(0, amount * (settlement * calendar.BudgetFactor(t)) + calendar.Grant(Claimant.Portfolio, t));
        }
    }
}
