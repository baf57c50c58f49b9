using System.Globalization;
using Portfolio.Contracts.V1;

namespace Portfolio.Faults.Tests;

/// <summary>Builds what does not matter to a test.</summary>
static class Some
{
    /// <summary>A portfolio of three initiatives.</summary>
    public static PortfolioDefinition Portfolio()
    {
        var portfolio = new PortfolioDefinition { Id = "mortal", Start = "2020-04", Months = new Number { Value = 24 } };
        foreach (var id in new[] { "scan", "read", "triage" })
            portfolio.Initiatives.Add(new Initiative { Id = id, Theme = "stroke", Sites = new Sites { Eligible = new Number { Value = 12 } } });
        return portfolio;
    }

    /// <summary>Money spent in a month of 2021.</summary>
    public static Entry Spend(int month, double pounds, string source, string key) => new()
    {
        Month = string.Create(CultureInfo.InvariantCulture, $"2021-{month:00}"),
        Spend = new Money { Pounds = pounds },
        Source = source,
        Key = key,
    };
}
