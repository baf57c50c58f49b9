namespace Portfolio.Cli.Rendering;

/// <summary>Sentences that stand beside several kinds of tables.</summary>
static class Phrases
{
    /// <summary>What grey means, as markup.</summary>
    public const string Grey = "[grey]Grey: the interval includes 0, so the two cannot be told apart with these replications.[/]";

    /// <summary>What net present value leaves out.</summary>
    public const string Gross = "NPV is gross: not against what would happen without the programme.";

    /// <summary>What was simulated.</summary>
    public static string Head(string portfolio, int replications, ulong seed, bool point) =>
        $"{portfolio}: {Figures.Count(replications)} replications a scenario, seed {seed}{(point ? ", means instead of draws" : "")}";
}
