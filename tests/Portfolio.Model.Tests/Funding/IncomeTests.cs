using Portfolio.Model.Randomness;

namespace Portfolio.Model.Tests.Funding;

/// <summary>Step 2, money in.</summary>
public class IncomeTests
{
    static readonly string[] Anything = ["id: a, sites: {eligible: 10}"];

    [Fact]
    public void Budget_AnnualLine_GivesATwelfthAMonth() =>
        Assert.Equal(
            [10, 10, 20, 20, 0], Budgets("budget.annual: [{fiscalYear: 2020, amount: 120}, {fiscalYear: 2021, amount: 240}]", [], 0, 11, 12, 23, 24));

    [Fact]
    public void Budget_OtherFiscalYear_ChangesInItsMonth() =>
        Assert.Equal([10, 20],
            Budgets("fiscalYearStartMonth: 1, budget.annual: [{fiscalYear: 2020, amount: 120}, {fiscalYear: 2021, amount: 240}]", [], 8, 9));

    [Fact]
    public void Budget_MonthlyLine_ReplacesThatMonthsTwelfth() =>
        Assert.Equal([10, 7, 10, 5, 0], Budgets(
            "budget.annual: [{fiscalYear: 2020, amount: 120}], budget.monthly: [{month: 2020-05, amount: 7}, {month: 2021-05, amount: 5}]", [], 0, 1,
                2, 13, 14));

    [Fact]
    public void Budget_Settlement_IsDrawnForEachFiscalYearFromTheStart()
    {
        var budgets = Budgets("start: 2020-02, budget.settlementCv: 0.5, budget.monthly: [{month: 2021-04, amount: 100}]", [], 0, 1, 2, 13, 14);
        double[] factors = [.. Enumerable.Range(0, 3).Select(year => Some.Draws("").Lognormal(RandomStream.Settlement, year, 1, 0.5))];
        Assert.Equal(0, budgets[0]); // No line for fiscal year 2019.
        Assert.Equal([Some.Ample * factors[1], Some.Ample * factors[1], 100 * factors[2]], budgets[2..]);
    }

    [Fact]
    public void Budget_Factors_MultiplyFromUntilBefore() =>
        Assert.Equal([1, 0.5, 0.1, 0.1, 0.2], Budgets(
            "",
            ["budget: {from: 2020-05, to: 2020-08, factor: 0.5}", "budget: {from: 2020-06, factor: 0.2}"],
            0, 1, 2, 3, 4).Select(budget => budget / Some.Ample));

    static double[] Budgets(string set, string[] events, params int[] months)
    {
        double[] budgets = [.. Some.Future(Anything, set, events).EachMonth().Select(future => future.Programme.Budget)];
        return [.. months.Select(month => budgets[month])];
    }
}
