using Portfolio.Contracts.V1;

namespace Portfolio.Definitions.Schema;

/// <summary>What an item of a list is called in paths, so that paths stay when the list changes: its id, fiscal year or month.</summary>
static class ItemKey
{
    /// <summary>The key, or null for an item that is known by its position.</summary>
    public static string? Of(object? item) => item switch
    {
        Initiative { Id.Length: > 0 } each => each.Id,
        Event { Id.Length: > 0 } each => each.Id,
        Target { Id.Length: > 0 } each => each.Id,
        AnnualAmount { FiscalYear: { HasValue: true } year } => Rules.Text(year.Value),
        MonthlyAmount { Month.Length: > 0 } each => each.Month,
        _ => null,
    };
}
