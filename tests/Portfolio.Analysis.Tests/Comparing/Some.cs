using Portfolio.Analysis.Comparing;
using Portfolio.Definitions;
using Portfolio.Definitions.Compiling;
using Portfolio.Definitions.Files;
using Portfolio.Model;
using Portfolio.Model.Outcomes;

namespace Portfolio.Analysis.Tests.Comparing;

/// <summary>Builds what does not matter to a test.</summary>
static class Some
{
    /// <summary>Months of the models.</summary>
    public const int Months = 3;

    /// <summary>Two initiatives, of which <c>a</c> has a theme and a target.</summary>
    public static PortfolioModel Model { get; } = Compile(
        "{id: a, theme: one, sites: {eligible: 9}}, {id: b, sites: {eligible: 9}}", "{id: t, initiative: a, sites: 5, by: 2020-06}");

    /// <summary>The same without the initiative <c>a</c>, its theme and its target.</summary>
    public static PortfolioModel Smaller { get; } = Compile("{id: b, sites: {eligible: 9}}", "");

    /// <summary>Empty statistics of some scenarios alike.</summary>
    public static ComparisonStatistics Statistics(int scenarios, params Series[] series) =>
        new([.. Enumerable.Repeat(Model, scenarios)], series);

    /// <summary>A range in which everything is 0 but an outcome of the portfolio.</summary>
    public static ScenarioRange Range(Outcome outcome, params double[] values) =>
        Range(values.Length, table => values.CopyTo(table[0, outcome], 0));

    /// <summary>A range in which everything is 0 but what is set.</summary>
    public static ScenarioRange Range(int rows, Action<OutcomeTable> set) => Range(Model, rows, set, SeriesValues.Of(Model, [], rows));

    /// <summary>A range of a model with its series.</summary>
    public static ScenarioRange Range(PortfolioModel model, int rows, Action<OutcomeTable> set, SeriesValues values)
    {
        var table = new OutcomeTable(new Subjects(model).Count, model.Targets.Count, rows);
        set(table);
        return new ScenarioRange(table, values);
    }

    /// <summary>Ids of so many scenarios: <c>base</c>, <c>a</c>, <c>b</c> and so on.</summary>
    public static string[] Ids(int scenarios) => [.. Enumerable.Range(0, scenarios).Select(i => i == 0 ? "base" : ((char)('a' + i - 1)).ToString())];

    static PortfolioModel Compile(string initiatives, string targets)
    {
        var problems = new Problems();
        var yaml = $"portfolio: {{id: some, start: 2020-04, months: {Months}, initiatives: [{initiatives}], targets: [{targets}]}}";
        var compiled = DefinitionFiles.Parse(yaml, "test.yaml", problems) is { } set
            ? Compiler.Compile(set, null, new CompileOptions(), problems)
            : null;
        return compiled?.Model ?? throw new InvalidOperationException(string.Join('\n', problems.Found));
    }
}
