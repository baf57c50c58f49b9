using Portfolio.Analysis.Comparing;
using Portfolio.Contracts.V1;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.Analysis.Explaining;

/// <summary>Because of what two scenarios differ, where they are few changes apart: every set of changes is simulated.</summary>
sealed class AllOrdersInquiry(CoalitionModels models, IReadOnlyList<ExplainedColumn> columns, string from, string to) : Inquiry
{
    /// <summary>Changes of which all sets are still simulated.</summary>
    public const int MostChanges = 8;

    readonly SplitTerms terms = SplitTerms.For(models.Changes.Count);

    /// <inheritdoc/>
    public override int Cases => 1 << models.Changes.Count;

    /// <inheritdoc/>
    public override double InitiativeMonths => (double)Cases * models.To.Initiatives.Count * models.To.Months;

    /// <inheritdoc/>
    public override void MakeReady(CancellationToken cancellation)
    {
        for (var set = 0; set < Cases; set++)
        {
            cancellation.ThrowIfCancellationRequested();
            _ = models[(UInt128)set];
        }
    }

    /// <inheritdoc/>
    public override Findings Nothing() => New();

    /// <inheritdoc/>
    public override Findings Simulate(IKernel kernel, ReplicationRange range, CancellationToken cancellation)
    {
        var cases = Enumerable.Range(0, Cases).Select(set => models[(UInt128)set]).ToList();
        var outcomes = cases.Select(model => kernel.Simulate(model, range, SeriesValues.Of(model, [], range.Count), cancellation)).ToList();
        var findings = New();
        findings.Add(new ScenarioPlaces(cases), outcomes);
        return findings;
    }

    AllOrdersFindings New() => new(new Explanation { From = from, To = to, Changes = { models.Changes } }, columns, terms);
}
