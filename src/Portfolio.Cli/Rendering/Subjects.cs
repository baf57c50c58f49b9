namespace Portfolio.Cli.Rendering;

/// <summary>What outcomes are of, by the beginning of their subject.</summary>
static class Subjects
{
    /// <summary>The whole portfolio.</summary>
    public const string Portfolio = "portfolio";

    /// <summary>Themes.</summary>
    public const string Themes = "themes/";

    /// <summary>Single initiatives.</summary>
    public const string Initiatives = "initiatives/";

    /// <summary>Targets.</summary>
    public const string Targets = "targets/";

    /// <summary>A claimant's name, that of an initiative without its folder: most are initiatives.</summary>
    public static string ClaimantOf(string claimant) => claimant.StartsWith(Initiatives, StringComparison.Ordinal) ? claimant[Initiatives.Length..] : claimant;

    /// <summary>A subject's own name.</summary>
    public static string NameOf(string subject) => subject[(subject.LastIndexOf('/') + 1)..];
}
