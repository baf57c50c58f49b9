using Google.Protobuf.WellKnownTypes;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Files;
using Portfolio.Grains.Runs;
using Series = Portfolio.Contracts.V1.Series;

namespace Portfolio.Grains.Tests;

/// <summary>Builds what does not matter to a test.</summary>
static class Some
{
    /// <summary>Three initiatives of two themes over two years: money is short, leaders leave, sites come and go.</summary>
    public const string Yaml =
        """
        portfolio:
          id: some
          start: 2020-04
          months: 24
          budget: {annual: [{fiscalYear: 2020, amount: 3000000}, {fiscalYear: 2021, amount: 2000000}], settlementCv: 0.2}
          leadership: {tenureMonths: 9}
          defaults: {leadership: {tenureMonths: 8}}
          targets: [{id: some-live, theme: stroke, sites: 4, by: 2021-12}]
          initiatives:
            - {id: scan, theme: stroke, stage: adoption, sites: {eligible: 12, live: 1}, adoption: {p: 0.1}}
            - {id: read, theme: stroke, stage: validation, sites: {eligible: 8}}
            - {id: plan, theme: cancer, sites: {eligible: 5}}
        scenarios:
          - {id: cut, set: {framework.strength: 0.6}, events: [{id: less, budget: {from: 2021-04, factor: 0.5}}]}
        """;

    /// <summary>Shards of 64 of which the last is not full.</summary>
    public const int Replications = 330;

    /// <summary>The definition.</summary>
    public static DefinitionSet Set(string yaml = Yaml)
    {
        var problems = new Problems();
        var set = DefinitionFiles.Parse(yaml, "test.yaml", problems);
        Assert.Empty(problems.Found);
        return set!;
    }

    /// <summary>The portfolio.</summary>
    public static PortfolioDefinition Portfolio(string yaml = Yaml) => Set(yaml).Portfolio;

    /// <summary>A run as the server would complete it.</summary>
    public static Run Run(int shardSize = 64, int replications = Replications, ulong seed = 7) => new()
    {
        Portfolio = "workspaces/default/portfolios/some",
        Scenario = "workspaces/default/portfolios/some/scenarios/cut",
        Seed = seed,
        Replications = replications,
        ShardSize = shardSize,
        Series = { Series.Live, Series.Npv },
        EngineVersion = PlanHash.Engine,
        PlanHash = $"{seed}",
    };

    /// <summary>What it computes.</summary>
    public static RunPlan Plan(string yaml = Yaml)
    {
        var set = Set(yaml);
        return new RunPlan { Portfolio = set.Portfolio, Scenarios = { set.Scenarios }, Scenario = set.Scenarios[0].Id };
    }

    /// <summary>The name of a run that nobody else uses.</summary>
    public static string RunName() => $"workspaces/default/runs/{Guid.NewGuid():N}";

    /// <summary>A study as the server would complete it: the plain portfolio against the cut.</summary>
    public static Study Study(int replications = Replications, ulong seed = 7) => new()
    {
        Portfolio = "workspaces/default/portfolios/some",
        Seed = seed,
        Replications = replications,
        PlanHash = $"{seed}",
        Compare = new CompareQuestion { Scenarios = { "", "workspaces/default/portfolios/some/scenarios/cut" } },
    };

    /// <summary>What it computes.</summary>
    public static List<RunPlan> Plans()
    {
        var set = Set();
        return [new RunPlan { Portfolio = set.Portfolio }, Plan()];
    }

    /// <summary>The name of a study that nobody else uses.</summary>
    public static string StudyName() => $"workspaces/default/studies/{Guid.NewGuid():N}";

    /// <summary>A batch as the server would complete it: three strengths of the framework under the plain portfolio and the cut.</summary>
    public static Batch Batch(int replications = 128, params IReadOnlyList<double> strengths)
    {
        var axis = new GridAxis { Path = "framework.strength" };
        axis.Values.AddRange((strengths.Count > 0 ? strengths : [0.1, 0.4, 0.8]).Select(Value.ForNumber));
        return new Batch
        {
            Portfolio = "workspaces/default/portfolios/some",
            Scenarios = { "", "cut" },
            Seeds = { 7 },
            Replications = new Number { Value = replications },
            Grid = { axis },
            EngineVersion = "tests",
            PlanHash = string.Join(' ', axis.Values),
        };
    }

    /// <summary>What it rests on.</summary>
    public static RunPlan BatchPlan()
    {
        var set = Set();
        return new RunPlan { Portfolio = set.Portfolio, Scenarios = { set.Scenarios } };
    }

    /// <summary>The name of a batch that nobody else uses.</summary>
    public static string BatchName() => $"workspaces/default/batches/{Guid.NewGuid():N}";

    /// <summary>A view of everything: the portfolio, every theme and initiative.</summary>
    public static View Everything() => new() { Subjects = { "portfolio", "themes/-", "initiatives/-" }, Series = { Series.Live, Series.Npv } };
}
