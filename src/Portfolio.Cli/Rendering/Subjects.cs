namespace Portfolio.Cli.Rendering;

/// <summary>What outcomes are of, by the beginning of their subject.</summary>
static class Subjects
{
    /// <summary>The whole portfolio.</summary>
    public const string Portfolio = "portfolio";

    /// <summary>Themes.</summary>
    public const string Themes = "themes/";

    /// <summary>Targets.</summary>
    public const string Targets = "targets/";

    /// <summary>A subject's own name.</summary>
    public static string NameOf(string subject) => subject[(subject.LastIndexOf('/') + 1)..];
}
