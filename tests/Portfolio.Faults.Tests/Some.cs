using System.Globalization;
using Portfolio.Contracts.V1;

namespace Portfolio.Faults.Tests;

/// <summary>Builds what does not matter to a test.</summary>
static class Some
{
    /// <summary>The workspace of tests that need none of their own.</summary>
    public const string Workspace = "workspaces/default";

    /// <summary>Replications of a run: it takes long enough to be struck.</summary>
    public const int Replications = 20_000;

    /// <summary>Seeds of runs.</summary>
    public static readonly ulong[] Seeds = [3, 5];

    const int ItemsOfABatch = 40;

    /// <summary>
    /// A portfolio of three initiatives, whose money is cut in the second year, with leaders who soon leave, and a lever and a framework that are paid too: so sums of money, net present values
    /// and what follows from them are among what no fault may change.
    /// </summary>
    public static PortfolioDefinition Portfolio(string id = "mortal", int months = 24) => new()
    {
        Id = id,
        Start = "2020-04",
        Months = new Number { Value = months },
        Budget = new Budget { Annual = { Year(2020, pounds: 3.6e6), Year(2021, pounds: 0.9e6) }, SettlementCv = new Number { Value = 0.2 }, CarryForward = new Number { Value = 0.5 } },
        Leadership = new Leadership { TenureMonths = new Number { Value = 9 } },
        Framework = new Framework { PlannedSpendPerMonth = new Number { Value = 50_000 } },
        Levers = new Levers { Implementation = new Lever { PlannedSpendPerMonth = new Number { Value = 100_000 } } },
        Initiatives = { Initiative("scan", Stage.Adoption), Initiative("read", Stage.Adoption), Initiative("triage", Stage.Validation) },
    };

    /// <summary>The request that creates it.</summary>
    public static CreatePortfolioRequest Creation() => new() { Parent = Workspace, Portfolio = Portfolio() };

    /// <summary>The request that creates one over ten years.</summary>
    public static CreatePortfolioRequest LongCreation() => new() { Parent = Workspace, Portfolio = Portfolio("mortal-for-long", months: 120) };

    /// <summary>A run of it; some keep the outcomes of their replications.</summary>
    public static Run Run(ulong seed) => new() { Portfolio = $"{Workspace}/portfolios/mortal", Seed = seed, Replications = Replications, KeepOutcomes = seed == Seeds[^1] };

    /// <summary>A run of it that goes on until the mean of the leaders' stability is known to some half width.</summary>
    public static Run StoppingRun(ulong seed, double halfWidth) => new(Run(seed))
    {
        Replications = 0,
        Until = new StoppingRule { MaxReplications = 1_000_000, Within = { new Precision { Outcome = "stability", Absolute = halfWidth } } },
    };

    /// <summary>A run of that over ten years, which takes some seconds, so that its shards are kept before they are merged.</summary>
    public static Run LongRun() => new() { Portfolio = $"{Workspace}/portfolios/mortal-for-long", Seed = Seeds[0], Replications = 150_000 };

    /// <summary>Runs of fixed replications, by a rule, and a long one.</summary>
    public static IReadOnlyList<Run> Runs() => [.. Seeds.Select(Run), StoppingRun(Seeds[0], halfWidth: 0.0007), LongRun()];

    /// <summary>A batch of it, whose seeds no batch of another index has, so that none is answered from the store.</summary>
    public static Batch Batch(int index) => new()
    {
        Portfolio = $"{Workspace}/portfolios/mortal",
        Replications = new Number { Value = 640 },
        Seeds = { Enumerable.Range(index * ItemsOfABatch, ItemsOfABatch).Select(seed => (ulong)seed) },
    };

    /// <summary>Money spent in a month of 2021.</summary>
    public static Entry Spend(int month, double pounds, string source, string key) => new()
    {
        Month = string.Create(CultureInfo.InvariantCulture, $"2021-{month:00}"),
        Spend = new Money { Pounds = pounds },
        Source = source,
        Key = key,
    };

    static AnnualAmount Year(int first, double pounds) => new() { FiscalYear = new Number { Value = first }, Amount = new Number { Value = pounds } };

    static Initiative Initiative(string id, Stage stage) => new()
    {
        Id = id,
        Theme = "stroke",
        Stage = stage,
        Sites = new Sites { Eligible = new Number { Value = 12 } },
        Leadership = new Leadership { TenureMonths = new Number { Value = 12 } },
    };
}
