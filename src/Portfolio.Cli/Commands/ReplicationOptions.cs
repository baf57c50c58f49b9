using System.CommandLine;
using System.Globalization;
using Portfolio.Model.Simulation;

namespace Portfolio.Cli.Commands;

/// <summary>Which replications a command is about: one, or some that follow each other.</summary>
sealed class ReplicationOptions
{
    readonly Option<int?> one = new("--replication") { Description = "The replication, from 0. Of a run, the first without it." };
    readonly Option<string?> several = new("--replications") { Description = "Or several: FROM:TO, TO not included." };

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> Options => [one, several];

    /// <summary>The replications that were named.</summary>
    /// <exception cref="CommandException">None were, or they are wrong.</exception>
    public ReplicationRange Of(ParseResult parsed) => Named(parsed) ?? throw new CommandException(ExitCode.WrongInput, "which replications? allowed are --replication K, or --replications FROM:TO");

    /// <summary>The replications that were named; without any, the first.</summary>
    /// <exception cref="CommandException">They are wrong.</exception>
    public ReplicationRange OfRun(ParseResult parsed) => Named(parsed) ?? new ReplicationRange(0, 1);

    ReplicationRange? Named(ParseResult parsed) => (parsed.GetValue(one), parsed.GetValue(several)) switch
    {
        (null, null) => null,
        (int and >= 0 and var first, null) => new ReplicationRange(first, 1),
        ({ } wrong, null) => throw new CommandException(ExitCode.WrongInput, $"--replication {wrong}: allowed are 0 and more"),
        (null, { } range) => Range(range),
        _ => throw new CommandException(ExitCode.WrongInput, "--replication and --replications exclude each other"),
    };

    static ReplicationRange Range(string text)
    {
        var parts = text.Split(':');
        if (parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            && from < to)
        {
            return new ReplicationRange(from, to - from);
        }

        throw new CommandException(ExitCode.WrongInput, $"--replications {text}: allowed are FROM:TO with 0 ≤ FROM < TO, such as 0:64");
    }
}
