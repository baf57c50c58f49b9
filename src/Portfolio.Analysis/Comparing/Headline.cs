using Portfolio.Contracts.V1;

namespace Portfolio.Analysis.Comparing;

/// <summary>An outcome of the portfolio that a summary speaks of.</summary>
/// <param name="Outcome">The outcome under every scenario.</param>
/// <param name="Ids">Ids of the scenarios; empty for the plain portfolio.</param>
/// <param name="Words">What it is called.</param>
/// <param name="Format">How its numbers are written.</param>
sealed record Headline(ComparedOutcome Outcome, IReadOnlyList<string> Ids, string Words, Func<double, string> Format)
{
    const string Portfolio = "portfolio";

    /// <summary>What a summary speaks of, as far as the comparison has it.</summary>
    public static (Headline? Live, Headline? Npv, Headline? Patients) Of(Comparison comparison) => (
        Find(comparison, "live", "live sites at the end", Figures.Number),
        Find(comparison, "npv", "gross net present value", Figures.Money),
        Find(comparison, "patients", "patients reached", Figures.Number));

    /// <summary>Indices of the scenarios other than the base that have been compared with it.</summary>
    public IEnumerable<int> Compared => Enumerable.Range(1, Ids.Count - 1).Where(i => this[i].Difference is { Count: > 1 });

    /// <summary>Its numbers under a scenario.</summary>
    public ScenarioOutcome this[int scenario] => Outcome.Scenarios[scenario];

    /// <summary>What a scenario is called.</summary>
    public string Name(int scenario) => scenario == 0 ? $"the base, {Called(Ids[0])}" : Called(Ids[scenario]);

    /// <summary>What a scenario of an id is called.</summary>
    public static string Called(string id) => id.Length == 0 ? "the plain portfolio" : $"“{id}”";

    static Headline? Find(Comparison comparison, string name, string words, Func<double, string> format) =>
        comparison.Outcomes.FirstOrDefault(outcome => outcome.Subject == Portfolio && outcome.Outcome == name) is { } found
            ? new Headline(found, comparison.Scenarios, words, format)
            : null;
}
