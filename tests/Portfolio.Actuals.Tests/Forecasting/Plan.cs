using Portfolio.Actuals.Beliefs;
using Portfolio.Actuals.Forecasting;
using Portfolio.Actuals.Ledgers;
using Portfolio.Actuals.Tests.Ledgers;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Compiling;
using Portfolio.Definitions.Files;
using Month = Portfolio.Model.Month;

namespace Portfolio.Actuals.Tests.Forecasting;

/// <summary>A plan of two years, and what has happened to it.</summary>
sealed class Plan
{
    const string Yaml =
        """
        portfolio:
          id: some
          start: 2020-04
          months: 24
          budget: {annual: [{fiscalYear: 2020, amount: 3000000}, {fiscalYear: 2021, amount: 2000000}], monthly: [{month: 2020-05, amount: 1}, {month: 2021-11, amount: 1}]}
          targets: [{id: soon, sites: 2, by: 2020-12}, {id: late, sites: 4, by: 2021-12}]
          initiatives:
            - {id: scan, stage: adoption, sites: {eligible: 12, live: 1, contracting: [2]}}
            - {id: read, stage: validation, sites: {eligible: 8}, delivery: {stageMonths: {validation: 20}}}
            - {id: next, startMonth: 2021-10, sites: {eligible: 5}}
            - {id: twin, count: 2, sites: {eligible: 5}}
        scenarios:
          - id: cut
            set: {"targets.soon.sites": 3, "budget.monthly.2020-05.amount": 2, "framework.strength": 0.6}
            events:
              - {id: less, budget: {from: 2020-10, factor: 0.5}}
              - {id: over, openness: {from: 2020-06, to: 2020-09, factor: 0.5}}
              - {id: left, leaderDeparts: {posts: [programme], month: 2020-08}}
              - {id: leaves, leaderDeparts: {posts: [programme], month: 2021-08}}
              - {id: gift, grant: {claimant: read, from: 2020-04, to: 2021-04, amount: 120000}}
              - {id: end, stopInitiative: {initiative: twin-002, month: 2020-07}}
          - {id: cut-more, extends: cut, remove: [over], events: [{id: less, budget: {from: 2020-10, factor: 0.25}}]}
        """;

    readonly Dictionary<string, Ledger> ledgers = [];

    /// <summary>What was read.</summary>
    public DefinitionSet Set { get; } = Read();

    /// <summary>Records entries of a subject, none for the programme.</summary>
    public Plan With(string subject, params Entry[] entries)
    {
        ledgers[subject] = entries.Aggregate(ledgers.GetValueOrDefault(subject, Ledger.Empty), Journals.Next);
        return this;
    }

    /// <summary>The forecast from a month on, compiled as it will be run.</summary>
    public (Forecast Forecast, CompiledDefinition Compiled) From(string month, string scenario = "cut-more")
    {
        var (forecast, problems) = Try(month, scenario);
        Assert.Empty(problems.Found);
        var compiled = Compiler.Compile(forecast.Set, forecast.Scenario, new CompileOptions(), problems);
        Assert.Empty(problems.Found);
        return (forecast, compiled!);
    }

    /// <summary>The same, with what is wrong.</summary>
    public (Forecast Forecast, Problems Problems) Try(string month, string scenario = "cut-more")
    {
        var problems = new Problems();
        List<Scenario> chain = [Set.Scenarios.Single(each => each.Id == scenario), .. Set.Scenarios.Where(each => each.Id == "cut" && scenario != "cut")];
        var set = Set with { Scenarios = chain };
        var resolved = Compiler.Compile(set, scenario, new CompileOptions(), problems)!.Resolved;
        PlannedStarts.Apply(resolved);
        var from = Month.Parse(month);
        var beliefs = resolved.Portfolio.Initiatives
            .Select(initiative => Believing.At(LedgerOf(initiative.Id), $"some/initiatives/{initiative.Id}", Beginnings.Of(initiative), from + -1))
            .Prepend(Believing.At(LedgerOf(""), "some", Beginnings.OfProgramme(resolved.Portfolio), from + -1));
        return (Forecast.Of(set, resolved, from, [.. beliefs], problems), problems);
    }

    Ledger LedgerOf(string subject) => ledgers.GetValueOrDefault(subject, Ledger.Empty);

    static DefinitionSet Read()
    {
        var problems = new Problems();
        var set = DefinitionFiles.Parse(Yaml, "plan.yaml", problems);
        Assert.Empty(problems.Found);
        return set!;
    }
}
