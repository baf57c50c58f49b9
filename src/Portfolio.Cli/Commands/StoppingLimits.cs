using System.CommandLine;
using Portfolio.Contracts.V1;
using Duration = Google.Protobuf.WellKnownTypes.Duration;

namespace Portfolio.Cli.Commands;

/// <summary>What all commands with a stopping rule can be told: at what they stop however little is known by then.</summary>
sealed class StoppingLimits
{
    const int MostReplications = 1_000_000;

    readonly Option<int?> most = new("--max-replications") { Description = "With one of these: most replications of a scenario. Default: 100,000." };
    readonly Option<string?> deadline = new("--deadline") { Description = "Takes what there is after so long, such as 30s, 10min or 2h. Results then depend on how fast it goes." };

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> Options => [deadline, most];

    /// <summary>A rule with these limits; null where neither it nor a deadline is wanted.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="rule">What is wanted besides; null for nothing.</param>
    /// <exception cref="CommandException">They are wrong.</exception>
    public StoppingRule? Of(ParseResult parsed, StoppingRule? rule)
    {
        if (parsed.GetValue(deadline) is { } span)
            (rule ??= new StoppingRule()).Deadline = Duration.FromTimeSpan(StoppingText.Span(deadline.Name, span));
        if (parsed.GetValue(most) is not { } replications)
            return rule;
        if (rule is null)
            throw new CommandException(ExitCode.WrongInput, $"{most.Name} goes with a rule that may stop before; --replications says how many there are to be without one");
        rule.MaxReplications = Shared.Positive(most.Name, replications, MostReplications);
        return rule;
    }
}
