using Portfolio.Contracts.V1;
using Portfolio.Model;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.Analysis.Reaching;

/// <summary>By when targets are met, and by which of some scenarios most cheaply.</summary>
sealed class TargetsInquiry(IReadOnlyList<PortfolioModel> models, IReadOnlyList<string> ids, double probability) : Inquiry
{
    /// <inheritdoc/>
    public override int Cases => models.Count;

    /// <inheritdoc/>
    public override double InitiativeMonths => models.Sum(model => (double)model.Initiatives.Count * model.Months);

    /// <summary>The inquiry of a question.</summary>
    public static TargetsInquiry Of(TargetsQuestion question, PlannedScenarios scenarios) =>
        new([.. Enumerable.Range(0, scenarios.Count).Select(scenarios.Model)], scenarios.Ids, question.Probability);

    /// <inheritdoc/>
    public override Findings Nothing() => New();

    /// <inheritdoc/>
    public override Findings Simulate(IKernel kernel, ReplicationRange range, CancellationToken cancellation)
    {
        var findings = New();
        for (var scenario = 0; scenario < models.Count; scenario++)
            findings.Add(scenario, kernel.Simulate(models[scenario], range, SeriesValues.Of(models[scenario], [], range.Count), cancellation));
        return findings;
    }

    TargetsFindings New() => new(models, ids, probability);
}
