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
}
