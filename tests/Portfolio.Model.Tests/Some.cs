using Portfolio.Definitions;
using Portfolio.Definitions.Compiling;
using Portfolio.Definitions.Files;
using Portfolio.Model.Randomness;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Tests;

/// <summary>Builds what does not matter to a test.</summary>
static class Some
{
    /// <summary>The calm world's seed.</summary>
    public const ulong Seed = 1;

    /// <summary>The calm world's money of a month: more than anybody claims.</summary>
    public const double Ample = 1e9;

    /// <summary>The months of the calm world, April 2020 to March 2030.</summary>
    public const int Months = 120;

    /// <summary>
    /// The calm world, in which nothing happens that a test does not ask for: ample money, leaders who stay and lead well, gates
    /// that let everybody pass, no spread of quality, sites, durations or costs, everything at the conditions at which published
    /// rates hold, and no stock that moves by itself.
    /// </summary>
    const string Calm =
        """
        portfolio:
          id: some
          start: 2020-04
          months: 120
          leadership: {tenureMonths: 600, tenureShape: 10, initialEffectiveness: 1}
          framework: {decay: 0, resetProbability: 0}
          reference: {alignment: 0.7, evidence: 0.6, stability: 1}
          levers: {capability: {start: 0}, community: {start: 0}, infrastructure: {start: 0}, implementation: {start: 0}, regulation: {start: 0}}
          defaults:
            leadership: {tenureMonths: 600, tenureShape: 10, initialEffectiveness: 1}
            delivery: {durationCv: 0, overrun: 1, gateProbability: {discovery: 1, development: 1, validation: 1, approval: 1}}
            quality: {decideSpread: 0, abandonSpread: 0, benefitSpread: 0}
            evidence: {start: 0.6, validationGain: 0, liveGain: 0}
            adoption: {siteVariance: 0}
        """;

    /// <summary>A definition's text compiled: as written, or under one of its scenarios.</summary>
    public static PortfolioModel Model(string yaml, string? scenario = null, bool point = false)
    {
        var problems = new Problems();
        var compiled = DefinitionFiles.Parse(yaml, "test.yaml", problems) is { } set
            ? Compiler.Compile(set, scenario, new CompileOptions(Point: point), problems)
            : null;
        return compiled?.Model ?? throw new ArgumentException(string.Join('\n', problems.Found), nameof(yaml));
    }

    /// <summary>The calm world with initiatives in it.</summary>
    /// <param name="initiatives">Each as the inside of a flow mapping: <c>id: a, stage: adoption</c>; it has nine sites if it names none.</param>
    /// <param name="set">Overrides by path, as the inside of a flow mapping: <c>budget.carry: 7, defaults.adoption.q: 0</c>.</param>
    /// <param name="events">Each as the inside of a flow mapping; the first without an id is <c>event-0</c>, and so on.</param>
    /// <param name="scenario">More of the scenario, as the inside of a flow mapping.</param>
    /// <param name="point">Every distribution is replaced by its mean.</param>
    public static PortfolioModel Portfolio(string[] initiatives, string set = "", string[]? events = null, string scenario = "", bool point = false)
    {
        var members = initiatives.Select(text => text.Contains("sites:", StringComparison.Ordinal) ? text : $"{text}, sites: {{eligible: 9}}");
        var happenings = (events ?? []).Select((text, i) => text.StartsWith("id:", StringComparison.Ordinal) ? text : $"id: event-{i}, {text}");
        return Model(
            $$"""
            {{Calm}}
              budget: {settlementCv: 0, {{Annual(Ample)}}}
              initiatives:
            {{string.Join('\n', members.Select(text => $"    - {{{text}}}"))}}
            scenario:
              id: tested
              set: {{{set}}}
              events: [{{string.Join(", ", happenings.Select(text => $"{{{text}}}"))}}]
              {{(scenario.Length > 0 ? scenario : "description: calm")}}
            """,
            "tested",
            point);
    }

    /// <summary>An override by path: so many pounds a month.</summary>
    public static string Budget(double perMonth) => $"budget.{Annual(perMonth)}";

    static string Annual(double perMonth) =>
        $"annual: [{string.Join(", ", Enumerable.Range(2020, 10).Select(year => $"{{fiscalYear: {year}, amount: {12 * perMonth}}}"))}]";

    /// <summary>A replication of the calm world before its first month.</summary>
    public static PortfolioFuture Future(string[] initiatives, string set = "", string[]? events = null, string scenario = "", int replication = 0) =>
        new(Portfolio(initiatives, set, events, scenario), replication);

    /// <summary>An initiative's random numbers.</summary>
    public static Draws Draws(string id, int replication = 0) => new(Seed, id.Length == 0 ? 0 : Fnv1a.Hash32(id), (uint)replication);

    /// <summary>How often a channel fires that has lived an amount of internal time from its start, sites enough.</summary>
    public static int Fired(this Draws draws, RandomStream stream, double time)
    {
        var count = 0;
        for (var next = draws.Exponential(stream, 0); time > next;)
            next += draws.Exponential(stream, ++count);
        return count;
    }

    /// <summary>Lives through some months.</summary>
    public static PortfolioFuture Steps(this PortfolioFuture future, int months)
    {
        for (var i = 0; i < months; i++)
            future.Step();
        return future;
    }

    /// <summary>The future after each further month; one and the same object.</summary>
    public static IEnumerable<PortfolioFuture> EachMonth(this PortfolioFuture future)
    {
        while (future.Month < future.Model.Months)
        {
            future.Step();
            yield return future;
        }
    }
}
