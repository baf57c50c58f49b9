using System.CommandLine;

namespace Portfolio.Cli.Commands;

/// <summary>Arguments and options that several commands have.</summary>
static class Shared
{
    /// <summary>The definition.</summary>
    public static Argument<string> Path() => new("PATH")
    {
        Description = "Folder with portfolio.yaml and scenarios/*.yaml, or one file with portfolio: and scenarios:.",
    };

    /// <summary>Means instead of draws.</summary>
    public static Option<bool> Point() => new("--point") { Description = "Takes the mean of every distribution instead of drawing from it." };

    /// <summary>A whole number that was given, from 1 to some most.</summary>
    /// <exception cref="CommandException">It is not.</exception>
    public static int Positive(string option, int value, int most) =>
        value >= 1 && value <= most ? value : throw new CommandException(ExitCode.WrongInput, $"{option} {value}: allowed are 1 to {most}");
}
