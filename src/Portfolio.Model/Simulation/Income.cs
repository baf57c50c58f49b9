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

    /// <summary>Fiscal years that some month lies in.</summary>
    public int Years => years[^1] + 1;

    /// <summary>What is settled of each fiscal year's money in a replication.</summary>
    /// <param name="parameters">The replication's numbers.</param>
    /// <param name="replication">Its index.</param>
    public double[] Settlements(ParameterSet parameters, int replication)
    {
        var draws = new Draws(model.Seed, 0, (uint)replication);
        var sigma = Spread.Sigma(parameters.Portfolio.BudgetSettlementCv);
        return [.. Enumerable.Range(0, Years).Select(year => Spread.Of<Lanes1>(sigma, draws.Normal(RandomStream.Settlement, year)).Value)];
    }

    /// <summary>Fills in the income of a replication.</summary>
    /// <param name="months">Where the first month's goes, in pounds.</param>
    /// <param name="settlements">What is settled of each fiscal year.</param>
    /// <param name="stride">How far apart months are, and years.</param>
    /// <param name="parameters">The replication's numbers.</param>
    /// <param name="calendar">Its events.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(Span<double> months, ReadOnlySpan<double> settlements, int stride, ParameterSet parameters, EventCalendar calendar)
    {
        for (var t = 0; t < lines.Length; t++)
        {
            var amount = lines[t] == None ? 0 : parameters[lines[t]] / shares[t];
            months[t * stride] = Math.Max(0, amount * (settlements[years[t] * stride] * calendar.BudgetFactor(t)) + calendar.Grant(Claimant.Portfolio, t));
        }
    }
}
