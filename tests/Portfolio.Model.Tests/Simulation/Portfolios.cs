using CsCheck;

namespace Portfolio.Model.Tests.Simulation;

/// <summary>Arbitrary portfolios in which everything happens: money is short, leaders leave, gates fail, sites come and go, events strike.</summary>
static class Portfolios
{
    /// <summary>Where the scenario stands in which events happen.</summary>
    public const string Scenario = "busy";

    static readonly string[] Ids = ["a", "b", "c", "d", "e"];

    static readonly string[] LeverNames = ["capability", "community", "infrastructure", "implementation", "regulation"];

    static readonly Gen<double> Share = Gen.Double[0, 1];

    static readonly Gen<string> Month = Gen.Int[0, 47].Select(month => (Portfolio.Model.Month.Of(2020, 2) + month).ToString());

    static readonly Gen<string> EarlyMonth = Gen.Int[0, 5].Select(month => (Portfolio.Model.Month.Of(2020, 2) + month).ToString());

    static readonly Gen<string> Span = Gen.Select(Gen.Int[0, 40], Gen.Int[1, 20], (from, length) =>
        $"from: {Portfolio.Model.Month.Of(2020, 2) + from}, to: {Portfolio.Model.Month.Of(2020, 2) + (from + length)}");

    static readonly Gen<string> Id = Gen.OneOfConst(Ids);

    static readonly Gen<string> Post = Gen.OneOfConst([.. Ids, "programme"]);

    static readonly Gen<string> Leadership = Gen.Select(Gen.Double[2, 25], Gen.Double[0.5, 4], Gen.Double[0.5, 6], Gen.Double[0, 12], Gen.Bool)
        .Select((tenure, shape, vacancy, served, vacant) =>
            $"{{tenureMonths: {tenure}, tenureShape: {shape}, vacancyMonths: {vacancy}, monthsInPost: {served}, "
            + $"startsVacant: {(vacant ? "true" : "false")}}}");

    static readonly Gen<string> Policy = Gen.OneOfConst("proRata", "leversFirst", "scalingFirst", "evidenceFirst", "ranked, ranks: [b, levers, a]");

    static readonly Gen<string> Event = Gen.OneOf(
        Gen.Select(Span, Gen.Double[0, 2], (span, factor) => $"budget: {{{span}, factor: {factor}}}"),
        Gen.Select(Post, Month, (post, month) => $"leaderDeparts: {{posts: [{post}], month: {month}}}"),
        Gen.Select(Post, Month, (post, month) => $"leaderArrives: {{posts: [{post}], month: {month}}}"),
        Gen.Select(Post, Span, Gen.Double[0, 5], (post, span, factor) => $"turnover: {{posts: [{post}], {span}, factor: {factor}}}"),
        Gen.Select(Month, Share, (month, strength) => $"framework: {{month: {month}, strength: {strength}}}"),
        Gen.Select(Gen.OneOfConst(LeverNames), Span, Gen.Double[0, 3], (lever, span, factor) =>
            $"lever: {{lever: {lever}, {span}, factor: {factor}}}"),
        Gen.Select(Gen.OneOfConst(LeverNames), Span, Gen.Double[0, 3e5], (lever, span, amount) =>
            $"lever: {{lever: {lever}, {span}, plannedSpendPerMonth: {amount}}}"),
        Gen.Select(Span, Gen.Double[0, 2], (span, factor) => $"openness: {{{span}, factor: {factor}}}"),
        Gen.Select(Id, Span, Gen.Double[0, 2], (id, span, factor) => $"procurement: {{initiatives: [{id}], {span}, factor: {factor}}}"),
        Gen.Select(Id, Month, Gen.Int[0, 30], (id, month, count) => $"commitSites: {{initiative: {id}, month: {month}, count: {count}}}"),
        Gen.Select(Id, Month, (id, month) => $"startInitiative: {{initiative: {id}, month: {month}}}"),
        Gen.Select(Id, Month, (id, month) => $"stopInitiative: {{initiative: {id}, month: {month}}}"),
        Gen.Select(Gen.OneOfConst("a", "d", "e"), EarlyMonth, (id, month) => $"stopInitiative: {{initiative: {id}, month: {month}}}"),
        Gen.Select(Id, Month, (id, month) => $"incident: {{initiative: {id}, month: {month}}}"),
        Gen.Select(Id, Share, (id, probability) => $"incident: {{initiative: {id}}}, yearlyProbability: {probability}"),
        Gen.Select(Share, Gen.Int[1, 18], (probability, months) => $"budget: {{factor: 0.5}}, yearlyProbability: {probability}, months: {months}"));

    /// <summary>Money for a single claimant, or taken back from it: for certain, drawn in amount, or drawn for each year.</summary>
    static readonly Gen<string> Grant = Gen.Select(
        Gen.OneOf(Id, Id, Id, Gen.OneOfConst(LeverNames), Gen.OneOfConst("framework", "portfolio")),
        Span,
        Gen.OneOf(Gen.Double[1e3, 8e5], Gen.Double[-8e5, -1e3]).Select(Gen.OneOfConst(true, false, false), (amount, drawn) =>
            drawn ? $"{{uniform: {{low: {amount}, high: {amount + 1000}}}}}" : $"{amount}"),
        Gen.OneOf(Gen.Const(""), Gen.Select(Share, Gen.Int[1, 18], (probability, months) => $", yearlyProbability: {probability}, months: {months}")),
        (claimant, span, amount, drawn) => $"grant: {{claimant: {claimant}, {span}, amount: {amount}}}{drawn}");

    /// <summary>Some change how much there is to simulate, some how much of it is drawn.</summary>
    static readonly Gen<string> Setting = Gen.OneOf(
        Share.Select(strength => $"framework.strength: {strength}"),
        Share.Select(reset => $"framework.resetProbability: {reset}"),
        Gen.Select(Gen.OneOfConst(LeverNames), Share, (lever, start) => $"levers.{lever}.start: {start}"),
        Gen.Select(Id, Gen.Double[0, 2], (id, p) => $"initiatives.{id}.adoption.p: {p}"),
        Gen.Select(Id, Gen.Double[0, 1], (id, low) => $"initiatives.{id}.adoption.q: {{uniform: {{low: {low}, high: {low + 1}}}}}"),
        Gen.Select(Id, Gen.Double[0, 3], (id, rate) => $"initiatives.{id}.safety.incidentRate: {rate}"),
        Gen.Double[1, 60].Select(capacity => $"implementingCapacity: {capacity}"),
        Gen.Int[48, 72].Select(months => $"months: {months}"),
        Gen.OneOfConst("defaultUncertainty: true"),
        Gen.OneOfConst("latinHypercube", "sobol").Select(sampling => $"sampling: {sampling}"),
        Gen.Int[1, 9].Select(replications => $"replicationsPerDraw: {replications}"));

    /// <summary>A definition with the scenario <see cref="Scenario"/>, four years long.</summary>
    public static Gen<string> Any { get; } = Gen.Select(Programme(), Initiatives(), Gen.Select(Policy, Event.Array[0, 12], Grant.Array[0, 8]))
        .Select((programme, initiatives, scenario) =>
        $$"""
        portfolio:
          id: any
          start: 2020-02
          months: 48
        {{programme}}
          initiatives:
        {{initiatives}}
        scenario:
          id: {{Scenario}}
          costPerMonth: 1234.5
          policy: {allocation: {{scenario.Item1}}}
          events: [{{string.Join(", ", scenario.Item2.Concat(scenario.Item3).Select((text, i) => $"{{id: event-{i}, {text}}}"))}}]
        """);

    /// <summary>The same definition under its scenario.</summary>
    public static Gen<PortfolioModel> Models { get; } = Any.Select(text => Some.Model(text, Scenario));

    /// <summary>The definition with one more scenario, as the inside of a flow mapping.</summary>
    public static string WithScenario(string text, string scenario) =>
        text.Replace($"scenario:\n  id: {Scenario}", $"scenarios:\n- id: {Scenario}", StringComparison.Ordinal) + $"\n- {{{scenario}}}";

    /// <summary>Something else to try on such a definition, as the inside of a flow mapping: other numbers, other events, another policy.</summary>
    public static Gen<string> Variation(string id) =>
        Gen.Select(Setting.Array[0, 4], Gen.OneOf(Event, Event, Grant).Array[0, 6], Policy, Gen.Int[0, 10]).Select((set, events, policy, first) =>
            $"id: {id}, extends: {Scenario}, set: {{{string.Join(", ", set.DistinctBy(PathOf))}}}, policy: {{allocation: {policy}}}, "
            + $"events: [{string.Join(", ", events.Select((text, i) => $"{{id: event-{first + i}, {text}}}"))}]");

    static string PathOf(string setting) => setting[..setting.IndexOf(':', StringComparison.Ordinal)];

    static Gen<string> Programme() =>
        Gen.Select(Gen.Double[0, 4e6].Array[5], Gen.Double[0, 1e6], Share, Leadership, Gen.Select(Share, Share, Share),
            Gen.Select(Share.Array[5], Gen.Double[1, 60]))
            .Select((years, month, carryForward, leadership, framework, rest) =>
                $$"""
                  budget: {settlementCv: 0.3, carryForward: {{carryForward}}, carry: {{month}}, monthly: [{month: 2021-06, amount: {{month}}}],
                    annual: [{{string.Join(", ", years.Select((amount, i) => $"{{fiscalYear: {2019 + i}, amount: {amount}}}"))}}]}
                  leadership: {{leadership}}
                  framework: {strength: {{framework.Item1}}, resetProbability: {{framework.Item2}}, erosion: {{framework.Item3}},
                    plannedSpendPerMonth: 9000, fullSpendPerMonth: 20000}
                  levers: { {{string.Join(", ", LeverNames.Select((lever, i) => LeverOf(lever, rest.Item1[i], 9000 * i)))}} }
                  implementingCapacity: {{rest.Item2}}
                  scaledShare: 0.2
                  sustainMonths: 6
                """);

    static string LeverOf(string name, double start, double spend) =>
        $"{name}: {{start: {start}, plannedSpendPerMonth: {spend}, fullSpendPerMonth: 30000}}";

    static Gen<string> Initiatives() =>
        Gen.Select(
            Initiative("a", "theme: one, family: f, stage: validation"),
            Initiative("b", "theme: one, family: f, stage: adoption"),
            Initiative("c", "theme: two, family: f, stage: adoption, startMonth: 2020-11"),
            Initiative("d", "theme: two, count: 2, dependsOn: [{initiative: a, reached: adoption}]"),
            Initiative("e", "stage: approval, dependsOn: [{initiative: b, reached: adoption}, {initiative: c, reached: approval}]"))
                .Select((a, b, c, d, e) => string.Join('\n', a, b, c, d, e));

    static Gen<string> Initiative(string id, string what) =>
        Gen.Select(Gen.Int[40, 200], Gen.Int[0, 8].Array[5], Share.Array[8], Gen.Double[0.5, 8].Array[4], Leadership, Gen.Double[0, 3e6])
            .Select((eligible, sites, shares, months, leadership, ceiling) =>
            $$$"""
                - {id: {{{id}}}, {{{what}}}, progress: {{{shares[0]}}}, team: {{{shares[1]}}}, received: 1000,
                   sites: {eligible: {{{eligible}}}, contracting: [{{{sites[0]}}}, {{{sites[1]}}}], implementing: {{{sites[2]}}},
                     live: {{{sites[3]}}}, abandoned: {{{sites[4]}}}},
                   leadership: {{{leadership}}},
                   delivery: {patienceMonths: 4,
                     stageMonths: {discovery: {{{months[0]}}}, development: {{{months[1]}}}, validation: {{{months[2]}}}, approval: {{{months[3]}}}},
                     gateProbability: {discovery: {{{shares[2]}}}, validation: {{{shares[3]}}}},
                     reworkProbability: {discovery: {{{shares[4]}}}, validation: {{{shares[5]}}} } },
                   funding: {awardCeiling: {{{ceiling}}}, supportMonths: 15, supportCostPerMonth: 20000},
                   evidence: {validationGain: 0.1, liveGain: 0.1},
                   alignment: {start: {{{shares[6]}}}, involvementGain: 0.05, involvementCostPerMonth: 1000},
                   adoption: {p: {{{shares[7]}}}, abandonRate: 0.5, contractStages: 2, contractMonths: {{{months[0]}}},
                     implementMonths: {{{months[1]}}}},
                   safety: {incidentRate: 0.3, incidentMonths: 3}, value: {siteRunningCostPerYear: 70000}}
            """);
}
