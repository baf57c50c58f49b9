using System.CommandLine;
using System.CommandLine.Parsing;
using Portfolio.Definitions;

namespace Portfolio.Cli.Commands;

/// <summary>Arguments and options that several commands have.</summary>
static class Shared
{
    /// <summary>The definition.</summary>
    public static Argument<string> Path() => new("PATH")
    {
        Description = "Folder with portfolio.yaml and scenarios/*.yaml, or one file with portfolio: and scenarios:.",
    };

    /// <summary>The definition, or a revision of one that a server holds.</summary>
    public static Argument<string> PathOrRevision()
    {
        var path = Path();
        path.Description += " Or NAME@N: revision N of a portfolio that the server holds.";
        return path;
    }

    /// <summary>Means instead of draws.</summary>
    public static Option<bool> Point() => new("--point") { Description = "Takes the mean of every distribution instead of drawing from it." };

    /// <summary>A whole number that was given, from 1 to some most.</summary>
    /// <exception cref="CommandException">It is not.</exception>
    public static int Positive(string option, int value, int most) =>
        value >= 1 && value <= most ? value : throw new CommandException(ExitCode.WrongInput, $"{option} {value}: allowed are 1 to {most}");

    /// <summary>One of some words, whatever its case; null, and an error with the nearest one, where it is none of them.</summary>
    public static string? Word(ArgumentResult result, IReadOnlyList<string> allowed)
    {
        var given = result.Tokens[0].Value;
        if (allowed.FirstOrDefault(word => word.Equals(given, StringComparison.OrdinalIgnoreCase)) is { } word)
            return word;
        var nearest = NearestName.Of(given, allowed) is { } name ? $"; did you mean \"{name}\"?" : "";
        result.AddError($"{OptionOf(result)} {given}: allowed are {string.Join(", ", allowed)}{nearest}");
        return null;
    }

    /// <summary>Name of the option whose value is read.</summary>
    public static string OptionOf(ArgumentResult result) => (result.Parent as OptionResult)?.Option.Name ?? result.Argument.Name;
}
