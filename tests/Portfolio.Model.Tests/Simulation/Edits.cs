using CsCheck;

namespace Portfolio.Model.Tests.Simulation;

/// <summary>
/// A portfolio of <see cref="Watched"/>, which is never touched, and others that are edited at random, step by step: added, removed,
/// renamed, moved to another place in the file, changed.
/// </summary>
/// <remarks>
/// Whatever the others do, nothing may reach the watched one. There is more money than everybody needs. It has no family, no
/// prerequisite, and there is no limit to how many sites implement at once. The programme's leader, whom it shares with the others,
/// leaves the sooner the less of all need is met: with ample money all of it is, to the last bit, unless an award has a ceiling or a
/// grant takes money back, so none does.
/// </remarks>
sealed class Edits(ulong seed)
{
    /// <summary>Id of the initiative that stays as it is.</summary>
    public const string Watched = "watched";

    const string Scenario = "edited";

    const int MostOthers = 8;

    /// <summary>Goes through its stages and into adoption; what can be a distribution is one, its own or inherited.</summary>
    const string Busy =
        "stage: development, progress: 0.4, theme: one, sites: {eligible: {uniform: {low: 60, high: 120}}}, "
        + "leadership: {tenureMonths: {uniform: {low: 8, high: 16}}}, "
        + "delivery: {stageMonths: {development: 5, validation: {lognormal: {mean: 6, cv: 0.4}}, approval: 4}, "
        + "gateProbability: {development: 0.8, validation: 0.8}, reworkProbability: {development: 0.7, validation: 0.7}}, "
        + "evidence: {start: {beta: {alpha: 2, beta: 3}}}, funding: {supportMonths: {uniform: {low: 12, high: 30}}}, adoption: {p: {uniform: {low: 0.1, high: 0.4}}}, "
        + "quality: {decideSpread: 0.5}, value: {siteRunningCostPerYear: {uniform: {low: 40000, high: 150000}}}";

    /// <summary>The watched one and what it shares with the others: programme, levers, defaults and what happens to everybody.</summary>
    const string Shared =
        """
        portfolio:
          id: edited
          start: 2020-04
          months: 72
          sampling: random
          defaultUncertainty: true
          replicationsPerDraw: 3
          budget: {settlementCv: 0.2, carryForward: 0.5, annual: [{fiscalYear: 2020, amount: 1e11}, {fiscalYear: 2021, amount: 1e11},
            {fiscalYear: 2022, amount: 1e11}, {fiscalYear: 2023, amount: 1e11}, {fiscalYear: 2024, amount: 1e11}, {fiscalYear: 2025, amount: 1e11}]}
          leadership: {tenureMonths: 15}
          framework: {strength: {uniform: {low: 0.1, high: 0.5}}, resetProbability: 0.9, plannedSpendPerMonth: 33333.3}
          levers: {community: {plannedSpendPerMonth: 150000}, capability: {plannedSpendPerMonth: 77777.7}, infrastructure: {start: {uniform: {low: 0.1, high: 0.6}}}}
          valuation: {discountRate: {uniform: {low: 0.01, high: 0.06}}}
          correlations: [{between: [defaults.adoption.q, defaults.adoption.abandonRate], rank: -0.4}]
          defaults:
            delivery: {durationCv: {uniform: {low: 0.2, high: 0.6}}, hireRate: {uniform: {low: 0.1, high: 0.3}, per: portfolio}}
            adoption: {q: {uniform: {low: 0.1, high: 0.9}}, abandonRate: {uniform: {low: 0.05, high: 0.3}}, contractMonths: 4,
              contractStages: {uniform: {low: 1, high: 4}}, implementMonths: {uniform: {low: 2, high: 8}, per: portfolio}}
            safety: {incidentRate: {uniform: {low: 0, high: 0.1}}}
        """;

    /// <summary>What happens to everybody, and to the watched one alone.</summary>
    static readonly string[] Happenings =
    [
        "{id: thaw, openness: {from: 2022-01, to: 2023-01, factor: 1.5}}",
        "{id: unrest, turnover: {posts: [programme], factor: 2}, yearlyProbability: 0.4}",
        $"{{id: scare, incident: {{initiative: {Watched}}}, yearlyProbability: 0.2}}",
        $"{{id: award, commitSites: {{initiative: {Watched}, month: 2023-06, count: {{uniform: {{low: 0, high: 20}}}}}}}}",
    ];

    static readonly Gen<int> Month = Gen.Int[0, 71];

    static readonly Gen<string> Span = Gen.Select(Gen.Int[0, 50], Gen.Int[1, 20], (from, length) => $"from: {At(from)}, to: {At(from + length)}");

    static readonly Gen<double> Share = Gen.Double[0, 1];

    /// <summary>An event aimed at <c>ID</c>.</summary>
    static readonly Gen<string> Event = Gen.OneOf(
        Month.Select(month => $"leaderDeparts: {{posts: [ID], month: {At(month)}}}"),
        Month.Select(month => $"leaderArrives: {{posts: [ID], month: {At(month)}}}"),
        Gen.Select(Span, Gen.Double[0, 5], (span, factor) => $"turnover: {{posts: [ID], {span}, factor: {factor}}}"),
        Gen.Select(Span, Gen.Double[0, 2], (span, factor) => $"openness: {{initiatives: [ID], {span}, factor: {factor}}}"),
        Gen.Select(Span, Gen.Double[0, 2], (span, factor) => $"procurement: {{initiatives: [ID], {span}, factor: {factor}}}"),
        Gen.Select(Month, Gen.Int[0, 40], (month, count) => $"commitSites: {{initiative: ID, month: {At(month)}, count: {count}}}"),
        Month.Select(month => $"startInitiative: {{initiative: ID, month: {At(month)}}}"),
        Month.Select(month => $"stopInitiative: {{initiative: ID, month: {At(month)}}}"),
        Month.Select(month => $"incident: {{initiative: ID, month: {At(month)}}}"),
        Gen.Select(Span, Gen.Double[1, 9e6], (span, amount) => $"grant: {{claimant: ID, {span}, amount: {amount}}}"),
        Share.Select(probability => $"stopInitiative: {{initiative: ID}}, yearlyProbability: {probability}"),
        Gen.Select(Gen.Double[0, 3], Share, (factor, probability) =>
            $"procurement: {{initiatives: [ID], factor: {{uniform: {{low: {factor}, high: {factor + 1}}}}}}}, yearlyProbability: {probability}"));

    /// <summary>A number of <c>ID</c> that the scenario sets.</summary>
    static readonly Gen<string> Setting = Gen.OneOf(
        Gen.Double[0, 3].Select(q => $"adoption.q: {q}"),
        Gen.Double[0.01, 3].Select(p => $"adoption.p: {{lognormal: {{mean: {p}, cv: 1}}}}"),
        Gen.Double[1, 30].Select(tenure => $"leadership.tenureMonths: {tenure}"),
        Share.Select(gate => $"delivery.gateProbability.validation: {gate}"),
        Gen.Double[0, 1e6].Select(cost => $"delivery.stageCostPerMonth.discovery: {cost}"));

    static readonly Gen<Values> AnyValues = Gen.Select(
        Gen.Select(Gen.OneOfConst("", "theme: one, ", "theme: two, ", "theme: three, "), Gen.OneOfConst("", "family: f, ", "family: g, "), Gen.Enum<Stage>()),
        Gen.Select(Gen.Int[30, 300], Gen.Int[0, 9].Array[4], Share.Array[5]),
        Gen.Select(Month, Gen.Double[1, 20], Gen.Double[0, 0.5], Gen.Bool, Gen.Double[0, 2]),
        Gen.OneOfConst(1, 1, 1, 2, 3),
        Gen.Select(Event.Array[0, 3], Setting.Array[0, 2]))
        .Select((what, has, does, count, scenario) => new Values(Describe(what, has, does), count, scenario.Item1, scenario.Item2));

    readonly PCG random = new(1, seed);
    readonly List<Other> others = [];
    int watchedPlace;
    int written;

    /// <summary>What the last edit was.</summary>
    public string Last { get; private set; } = "none yet";

    /// <summary>The definition as it stands.</summary>
    public string Text =>
        $$"""
        {{Shared}}
          initiatives:
        {{string.Join('\n', Lines().Select(line => $"  - {{{line}}}"))}}
        scenario:
          id: {{Scenario}}
          set: {{{string.Join(", ", others.SelectMany(other => other.Settings))}}}
          events: [{{string.Join(", ", [.. Happenings, .. others.SelectMany(other => other.Events)])}}]
        """;

    /// <summary>The definition as it stands, compiled.</summary>
    public PortfolioModel Model() => Some.Model(Text, Scenario);

    /// <summary>Makes one more edit.</summary>
    public void Edit()
    {
        var most = others.Count;
        Last = Draw(Gen.Int[0, 9]) switch
        {
            <= 2 when most < MostOthers => Add(),
            <= 4 when most > 0 => Remove(),
            5 or 6 when most > 0 => Rename(),
            7 => Reorder(),
            _ when most > 0 => Change(),
            _ => Add(),
        };
    }

    string Add()
    {
        var other = new Other(Id(), Draw(AnyValues), others.Count > 0 && Draw(Gen.Bool) ? Pick() : null);
        others.Insert(Draw(Gen.Int[0, others.Count]), other);
        return $"added {other.Line(others)}";
    }

    string Remove()
    {
        var other = Pick();
        others.Remove(other);
        watchedPlace = Math.Min(watchedPlace, others.Count);
        return $"removed {other.Id}";
    }

    string Rename()
    {
        var other = Pick();
        var before = other.Id;
        other.Id = Id();
        return $"renamed {before} to {other.Id}";
    }

    string Reorder()
    {
        for (var i = others.Count - 1; i > 0; i--)
        {
            var j = Draw(Gen.Int[0, i]);
            (others[i], others[j]) = (others[j], others[i]);
        }

        watchedPlace = Draw(Gen.Int[0, others.Count]);
        return $"put {string.Join(", ", others.Select(other => other.Id))} into this order, {Watched} before number {watchedPlace}";
    }

    string Change()
    {
        var other = Pick();
        other.Values = Draw(AnyValues);
        return $"changed {other.Line(others)}";
    }

    IEnumerable<string> Lines()
    {
        var lines = others.Select(other => other.Line(others)).ToList();
        lines.Insert(watchedPlace, $"id: {Watched}, {Busy}");
        return lines;
    }

    Other Pick() => others[Draw(Gen.Int[0, others.Count - 1])];

    /// <summary>An id that nobody had before: the random numbers of a new one are its own.</summary>
    string Id() => $"{Draw(Gen.OneOfConst("a", "m", "z"))}{written++}";

    TValue Draw<TValue>(Gen<TValue> of) => of.Generate(random, null, out _);

    static Month At(int month) => Portfolio.Model.Month.Of(2020, 4) + month;

    static string Describe(
        (string Theme, string Family, Stage Stage) what,
        (int Eligible, int[] Sites, double[] Shares) has,
        (int Start, double Months, double Incidents, bool Vacant, double P) does) =>
        $"{what.Theme}{what.Family}stage: {StageName(what.Stage)}, startMonth: {At(does.Start)}, team: {has.Shares[0]}, "
        + $"sites: {{eligible: {has.Eligible}, contracting: {has.Sites[0]}, implementing: {has.Sites[1]}, live: {has.Sites[2]}, abandoned: {has.Sites[3]}}}, "
        + $"leadership: {{tenureMonths: {does.Months}, startsVacant: {(does.Vacant ? "true" : "false")}}}, "
        + $"delivery: {{stageMonths: {{discovery: {does.Months}, validation: {does.Months}}}, gateProbability: {{discovery: {has.Shares[1]}}}}}, "
        + $"alignment: {{start: {has.Shares[2]}, involvementCostPerMonth: {1e5 * has.Shares[3]}}}, "
        + $"adoption: {{p: {{uniform: {{low: 0, high: {does.P + 0.1}}}}}}}, safety: {{incidentRate: {does.Incidents}, familyOpenness: {has.Shares[4]}}}";

    /// <summary>Nobody starts where it has stopped.</summary>
    static string StageName(Stage stage) => (stage == Stage.Stopped ? Stage.Adoption : stage).ToString().ToLowerInvariant();

    /// <summary>What of another initiative may change while it stays the same one.</summary>
    sealed record Values(string Text, int Count, string[] Events, string[] Settings);

    /// <summary>One of the others. It waits only for one that was there before it, so that nobody waits in a circle.</summary>
    sealed class Other(string id, Values values, Other? prerequisite)
    {
        public string Id { get; set; } = id;

        public Values Values { get; set; } = values;

        public IEnumerable<string> Events => Values.Events.Select((text, i) => $"{{id: {Id}-{i}, {text.Replace("ID", Id, StringComparison.Ordinal)}}}");

        public IEnumerable<string> Settings => Values.Settings.DistinctBy(text => text.Split(':')[0]).Select(text => $"initiatives.{Id}.{text}");

        /// <summary>Its place in a file among some; one that it waits for may be gone.</summary>
        public string Line(List<Other> among) =>
            $"id: {Id}, {Values.Text}{(Values.Count > 1 ? $", count: {Values.Count}" : "")}"
            + (prerequisite is { Values.Count: 1 } && among.Contains(prerequisite) ? $", dependsOn: [{{initiative: {prerequisite.Id}, reached: validation}}]" : "");
    }
}
