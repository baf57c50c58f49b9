using System.CommandLine;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary>When a command that runs scenarios has enough replications: once outcomes are known well enough.</summary>
sealed class PrecisionOptions
{
    readonly Option<string[]> within = new("--within")
    {
        Description = "Instead of --replications: until the 95 % interval of [SUBJECT:]OUTCOME[@QUANTILE]=WIDTH is ± WIDTH or narrower, or a percentage of what is estimated, such as live=2% or npv=500k. May be given several times.",
    };

    readonly StoppingLimits limits = new();

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> Options => [within, .. limits.Options];

    /// <summary>The rule; null where none is wanted.</summary>
    /// <exception cref="CommandException">It is wrong.</exception>
    public StoppingRule? Of(ParseResult parsed)
    {
        List<Precision> wanted = [.. (parsed.GetValue(within) ?? []).Select(text => StoppingText.Precision(within.Name, text))];
        return limits.Of(parsed, wanted.Count == 0 ? null : new StoppingRule { Within = { wanted } });
    }
}
