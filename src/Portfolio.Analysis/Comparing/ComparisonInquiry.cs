using Portfolio.Analysis.Stopping;
using Portfolio.Contracts.V1;
using Portfolio.Model;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;
using Series = Portfolio.Model.Outcomes.Series;

namespace Portfolio.Analysis.Comparing;

/// <summary>Which of some scenarios is better, and how sure that is.</summary>
public sealed class ComparisonInquiry : Inquiry
{
    static readonly IReadOnlyList<Series> Compared = [Series.Live, Series.Received, Series.Npv, Series.Stability];

    readonly IReadOnlyList<PortfolioModel> models;
    readonly IReadOnlyList<string> ids;
    readonly string? counterfactual;
    readonly SureRanking? ranking;

    /// <summary>A comparison.</summary>
    /// <param name="models">A model for each scenario, the base first; then that of the counterfactual, where it is not among them.</param>
    /// <param name="ids">Ids of the scenarios in the same order; empty for the plain portfolio.</param>
    /// <param name="counterfactual">Id of the counterfactual; null where values are gross.</param>
    /// <param name="ranking">By what the scenarios are ranked, where a stopping rule wants that.</param>
    public ComparisonInquiry(IReadOnlyList<PortfolioModel> models, IReadOnlyList<string> ids, string? counterfactual = null, SureRanking? ranking = null) =>
        (this.models, this.ids, this.counterfactual, this.ranking) = (models, ids, counterfactual, ranking);

    /// <inheritdoc/>
    public override int Cases => models.Count;

    /// <inheritdoc/>
    public override double InitiativeMonths => models.Sum(model => (double)model.Initiatives.Count * model.Months);

    /// <summary>The inquiry of a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="scenarios">Its scenarios.</param>
    /// <param name="until">The study's stopping rule; null where it has none.</param>
    public static ComparisonInquiry Of(CompareQuestion question, PlannedScenarios scenarios, StoppingRule? until = null)
    {
        var ids = scenarios.Ids.Take(question.Scenarios.Count).ToList();
        var counterfactual = question.Counterfactual.Length == 0 ? null : question.Counterfactual[(question.Counterfactual.LastIndexOf('/') + 1)..];
        return new ComparisonInquiry([.. Enumerable.Range(0, scenarios.Count).Select(scenarios.Model)], ids, counterfactual, until?.Ranked);
    }

    /// <inheritdoc/>
    /// <exception cref="StoppingRuleException">The ranking names an outcome that some scenario does not have.</exception>
    public override void MakeReady(CancellationToken cancellation) => New();

    /// <inheritdoc/>
    public override Findings Nothing() => New();

    /// <inheritdoc/>
    public override Findings Simulate(IKernel kernel, ReplicationRange range, CancellationToken cancellation)
    {
        List<SeriesValues> values = [.. models.Select(model => SeriesValues.Of(model, Compared, range.Count))];
        var findings = New();
        findings.Add([.. models.Zip(values, (model, into) => new ScenarioRange(kernel.Simulate(model, range, into, cancellation), into))]);
        values.ForEach(each => each.Dispose());
        return findings;
    }

    ComparisonFindings New() => new(models, ids, counterfactual, Compared, ranking);
}
