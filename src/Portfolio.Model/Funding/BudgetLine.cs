namespace Portfolio.Model.Funding;

/// <summary>A line of the budget.</summary>
/// <param name="FiscalYear">The year it starts in; used where <paramref name="Month"/> is none.</param>
/// <param name="Month">The single month it is for, from the portfolio's start.</param>
/// <param name="Amount">Index of the amount in the flat vector, in pounds.</param>
public sealed record BudgetLine(int FiscalYear, int? Month, int Amount);
