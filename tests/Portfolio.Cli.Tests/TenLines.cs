namespace Portfolio.Cli.Tests;

/// <summary>The portfolio that the README gives as a first one of its reader's own.</summary>
static class TenLines
{
    /// <summary>Its definition.</summary>
    public const string Text =
        """
        portfolio:
          id: my-trusts
          start: 2026-04
          months: 120
          budget: { annual: [{ fiscalYear: 2026, amount: 3000000 }, { fiscalYear: 2027, amount: 3000000 }, { fiscalYear: 2028, amount: 3000000 }] }
          initiatives:
            - { id: stroke-triage, theme: imaging, stage: adoption, sites: { eligible: 40 } }
            - { id: ward-scribe, theme: operations, stage: validation, sites: { eligible: 60 } }
        scenarios:
          - { id: cut, events: [{ id: halved, budget: { from: 2027-04, factor: 0.5 } }] }
        """;
}
