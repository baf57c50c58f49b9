using System.Globalization;

namespace Portfolio.Cli.Commands;

/// <summary>A portfolio, scenario or initiative on a server, and maybe one of its revisions, as people write it: <c>my-trusts/scenarios/cut@2</c>.</summary>
/// <param name="Resource">Resource name.</param>
/// <param name="Number">The revision; 0 for the newest.</param>
sealed record RevisionReference(string Resource, long Number)
{
    /// <summary>What to say of its form.</summary>
    public const string Form = "A portfolio's id, with /scenarios/ID or /initiatives/ID for a part of it, and @N for a revision";

    /// <summary>Reads a reference.</summary>
    /// <param name="argument">Name of the argument.</param>
    /// <param name="text">What was given.</param>
    /// <exception cref="CommandException">It is none.</exception>
    public static RevisionReference Parse(string argument, string text)
    {
        var (name, number) = (text, 0L);
        if (text.LastIndexOf('@') is >= 0 and var at)
        {
            name = text[..at];
            if (!long.TryParse(text[(at + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out number) || number == 0)
                throw new CommandException(ExitCode.WrongInput, $"{argument} {text}: \"{text[(at + 1)..]}\" is not a revision; allowed: a whole number from 1");
        }

        return new RevisionReference(name.StartsWith("workspaces/", StringComparison.Ordinal) ? name : $"{WrittenDefinitions.Workspace}/portfolios/{name}", number);
    }
}
