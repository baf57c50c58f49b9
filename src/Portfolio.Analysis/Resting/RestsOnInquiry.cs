using Portfolio.Analysis.Comparing;
using Portfolio.Analysis.Explaining;
using Portfolio.Contracts.V1;
using Portfolio.Model;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.Analysis.Resting;

/// <summary>How much of each outcome's variance is chance, and how much rests on parameters of each grade.</summary>
/// <remarks>The scenario is simulated once for every set of sources but the empty one: those in the set are as they are, all others independent.</remarks>
sealed class RestsOnInquiry : Inquiry
{
    readonly RandomSources sources;
    readonly string scenario;
    readonly IReadOnlyList<PortfolioModel> cases;
    readonly IReadOnlyList<ExplainedColumn> columns;
    readonly int[] places;

    /// <param name="sources">The scenario and where its randomness comes from.</param>
    /// <param name="scenario">The scenario's id; empty for the plain portfolio.</param>
    public RestsOnInquiry(RandomSources sources, string scenario)
    {
        (this.sources, this.scenario) = (sources, scenario);
        var all = (1 << sources.Count) - 1;
        cases = [.. Enumerable.Range(1, all).Select(kept => kept == all ? sources.Model : sources.Keeping(kept))];
        columns = RestingOutcome.ColumnsOf(sources.Model);
        var of = new ScenarioPlaces([sources.Model]);
        places = [.. columns.Select(column => column.In(of)[0])];
    }

    /// <inheritdoc/>
    public override int Cases => cases.Count;

    /// <inheritdoc/>
    public override double InitiativeMonths => (double)Cases * sources.Model.Initiatives.Count * sources.Model.Months;

    /// <summary>The inquiry about a scenario.</summary>
    public static RestsOnInquiry Of(PlannedScenarios scenarios) => new(new RandomSources(scenarios.Compiled(0)), scenarios.Ids[0]);

    /// <inheritdoc/>
    public override Findings Nothing() => New();

    /// <inheritdoc/>
    public override Findings Simulate(IKernel kernel, ReplicationRange range, CancellationToken cancellation)
    {
        UnitTable[] tables = [.. columns.Select(_ => new UnitTable(Cases, range.Count))];
        for (var i = 0; i < Cases; i++)
        {
            var outcomes = kernel.Simulate(cases[i], range, SeriesValues.Of(cases[i], [], range.Count), cancellation);
            for (var column = 0; column < tables.Length; column++)
                tables[column].Set(i, columns[column].Kind, outcomes.Columns[places[column]]);
        }

        var findings = New();
        findings.Add(range.First, tables);
        return findings;
    }

    RestsOnFindings New()
    {
        var about = new RestsOn { Scenario = scenario };
        about.Sources.AddRange(sources.Tell());
        return new RestsOnFindings(about, [.. columns.Select(column => new RestingOutcome(column, Cases))]);
    }
}
