using System.Globalization;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Rendering;

/// <summary>Sentences that stand beside several kinds of tables.</summary>
static class Phrases
{
    /// <summary>What grey means, as markup.</summary>
    public const string Grey = "[grey]Grey: the interval includes 0, so the two cannot be told apart with these replications.[/]";

    /// <summary>What grey means where numbers are differences from 0, as markup.</summary>
    public const string GreyEffect = "[grey]Grey: the interval includes 0, so it cannot be told from nothing with these replications.[/]";

    /// <summary>What net present value leaves out.</summary>
    public const string Gross = "NPV is gross: not against what would happen without the programme.";

    /// <summary>What net present value leaves out where value for money is over a counterfactual.</summary>
    public const string GrossElsewhere = "NPV is gross, except under “Value for money”: not against what would happen without the programme.";

    /// <summary>Where something with a stopping rule stopped, and why.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="done">Replications done.</param>
    /// <param name="rule">The rule.</param>
    public static string Stopped(StoppingReason reason, int done, StoppingRule rule) => reason switch
    {
        StoppingReason.Precise => $"stopped at {Figures.Count(done)} replications: every interval is as narrow as was wanted",
        StoppingReason.Ranked => $"stopped at {Figures.Count(done)} replications: the order by {Called(rule.Ranked)} is wrong with a chance below {rule.Ranked.WrongBelow.ToString("0.####%", CultureInfo.InvariantCulture)}",
        StoppingReason.Deadline => $"stopped by the deadline, at {Figures.Count(done)} replications: less is known than was wanted",
        StoppingReason.MaxReplications => $"stopped at the most, {Figures.Count(done)} replications: less is known than was wanted",
        _ => "",
    };

    /// <summary>What was simulated.</summary>
    /// <param name="portfolio">The portfolio's id.</param>
    /// <param name="replications">How many replications.</param>
    /// <param name="of">Of what each; empty where that goes without saying.</param>
    /// <param name="seed">Seed of all random numbers.</param>
    /// <param name="point">Whether every distribution was replaced by its mean.</param>
    public static string Head(string portfolio, int replications, string of, ulong seed, bool point) =>
        $"{portfolio}: {Figures.Count(replications)} replications{(of.Length == 0 ? "" : $" {of}")}, seed {seed}{(point ? ", means instead of draws" : "")}";

    static string Called(SureRanking ranking) => ranking.Subject == Subjects.Portfolio ? ranking.Outcome : $"{ranking.Outcome} of {ranking.Subject}";
}
