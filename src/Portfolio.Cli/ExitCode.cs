namespace Portfolio.Cli;

/// <summary>How a command ends.</summary>
static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Failed, or was interrupted.</summary>
    public const int Failed = 1;

    /// <summary>The input was wrong.</summary>
    public const int WrongInput = 2;

    /// <summary>There is no server.</summary>
    public const int NoServer = 3;
}

/// <summary>Ends a command with a message and a code.</summary>
sealed class CommandException(int code, params IEnumerable<string> lines) : Exception(string.Join(Environment.NewLine, lines))
{
    /// <summary>The exit code.</summary>
    public int Code { get; } = code;

    /// <summary>How to go on with what the command was about; null where it is not about anything that goes on.</summary>
    public GoingOn? GoOn { get; init; }

    /// <summary>A definition is wrong: a line for each problem.</summary>
    public static CommandException WrongDefinition(Definitions.Problems problems) =>
        new(ExitCode.WrongInput, problems.Found.Select(problem => problem.ToString()).Append(problems.Found.Count == 1 ? "1 problem" : $"{problems.Found.Count} problems"));
}

/// <summary>How to go on with work on a server.</summary>
/// <param name="Command">The command that does, without what says which server; null for the one that was given.</param>
sealed record GoingOn(string? Command)
{
    /// <summary>As a sentence that can be copied.</summary>
    /// <param name="server">The options that say which server.</param>
    public string Text(string server) => Command is null ? "The same command goes on with it." : $"To go on watching: {Command}{server}";
}
