using System.CommandLine;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary>When a comparison has enough replications: once the order of its scenarios is sure enough.</summary>
sealed class RankingOptions
{
    const string Live = "live";

    readonly Option<string?> wrongBelow = new("--wrong-below") { Description = "Instead of --replications: until the order of the scenarios is wrong with a chance below this, such as 1%." };
    readonly Option<string?> rankedBy = new("--ranked-by") { Description = "The order is by the mean of [SUBJECT:]OUTCOME. Default: live." };
    readonly StoppingLimits limits = new();

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> Options => [wrongBelow, rankedBy, .. limits.Options];

    /// <summary>The rule; null where none is wanted.</summary>
    /// <exception cref="CommandException">It is wrong.</exception>
    public StoppingRule? Of(ParseResult parsed)
    {
        var by = parsed.GetValue(rankedBy);
        if (parsed.GetValue(wrongBelow) is not { } text)
            return by is null ? limits.Of(parsed, null) : throw new CommandException(ExitCode.WrongInput, $"{rankedBy.Name} goes with {wrongBelow.Name}");
        var (subject, outcome) = StoppingText.Outcome(by ?? Live);
        var chance = StoppingText.Percent(text) ?? StoppingText.Number(text) ?? throw new CommandException(ExitCode.WrongInput, $"{wrongBelow.Name} {text}: not a chance; allowed are such as 1% or 0.01");
        return limits.Of(parsed, new StoppingRule { Ranked = new SureRanking { Subject = subject, Outcome = outcome, WrongBelow = chance } });
    }
}
