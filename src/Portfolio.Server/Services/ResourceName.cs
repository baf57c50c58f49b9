using System.Globalization;
using System.Text.RegularExpressions;

namespace Portfolio.Server.Services;

/// <summary>Resource names: checked, taken apart, put together.</summary>
static partial class ResourceName
{
    const string Id = @"[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}_-]{0,62}";

    /// <summary>Refuses what is not <c>workspaces/{w}</c>.</summary>
    public static string RequireWorkspace(string name, string field) => Require(Workspace(), name, field, "workspaces/{workspace}");

    /// <summary>Refuses what is not a portfolio's name.</summary>
    public static string RequirePortfolio(string name, string field) => Require(OfPortfolio(), name, field, "workspaces/{workspace}/portfolios/{portfolio}");

    /// <summary>Refuses what is not an initiative's name.</summary>
    public static string RequireInitiative(string name, string field) =>
        Require(OfInitiative(), name, field, "workspaces/{workspace}/portfolios/{portfolio}/initiatives/{initiative}");

    /// <summary>Refuses what is not a scenario's name.</summary>
    public static string RequireScenario(string name, string field) =>
        Require(OfScenario(), name, field, "workspaces/{workspace}/portfolios/{portfolio}/scenarios/{scenario}");

    /// <summary>Refuses what is not the name of something that keeps its revisions.</summary>
    public static string RequireRevised(string name, string field) =>
        Require(Revised(), name, field, "workspaces/{workspace}/portfolios/{portfolio}, with /initiatives/{initiative} or /scenarios/{scenario} or neither");

    /// <summary>Takes a revision's name apart; refuses what is none.</summary>
    public static (string Resource, long Number) RequireRevision(string name, string field)
    {
        var parts = name.Split("/revisions/");
        return parts.Length == 2 && Revised().IsMatch(parts[0]) && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? (parts[0], number)
            : throw Refusals.Invalid(field, $"\"{name}\" is not a name of the form {{resource}}/revisions/{{number}}, with the name of a portfolio, an initiative or a scenario and a number from 1");
    }

    /// <summary>Refuses what is not a run's name: one by itself, or the run of a batch's item.</summary>
    public static string RequireRun(string name, string field) =>
        Require(OfRun(), name, field, "workspaces/{workspace}/runs/{run} or workspaces/{workspace}/batches/{batch}/runs/{run}");

    /// <summary>Refuses what is not a batch's name.</summary>
    public static string RequireBatch(string name, string field) => Require(OfBatch(), name, field, "workspaces/{workspace}/batches/{batch}");

    /// <summary>Refuses what is not a study's name.</summary>
    public static string RequireStudy(string name, string field) => Require(OfStudy(), name, field, "workspaces/{workspace}/studies/{study}");

    /// <summary>Refuses what is not a rehearsal's name.</summary>
    public static string RequireRehearsal(string name, string field) => Require(OfRehearsal(), name, field, "workspaces/{workspace}/rehearsals/{rehearsal}");

    /// <summary>Refuses what is neither a portfolio's name nor an initiative's: what can have a journal.</summary>
    public static string RequireSubject(string name, string field) => IsPortfolio(name) || OfInitiative().IsMatch(name)
        ? name
        : throw Refusals.Invalid(field, $"\"{name}\" is not a name of the form workspaces/{{workspace}}/portfolios/{{portfolio}}/initiatives/{{initiative}}, or for the programme workspaces/{{workspace}}/portfolios/{{portfolio}}");

    /// <summary>Whether it is a portfolio's name.</summary>
    public static bool IsPortfolio(string name) => OfPortfolio().IsMatch(name);

    /// <summary>The portfolio that a name leads to or into.</summary>
    public static string PortfolioOf(string name) => string.Join('/', name.Split('/')[..4]);

    /// <summary>The last part of a name.</summary>
    public static string IdOf(string name) => name[(name.LastIndexOf('/') + 1)..];

    /// <summary>The name of what a resource lies in: two parts less.</summary>
    public static string ParentOf(string name) => string.Join('/', name.Split('/')[..^2]);

    /// <summary>The id a request or a definition gives; refuses a request in which they differ.</summary>
    public static string RequireId(string requested, string own, string field)
    {
        var id = requested.Length > 0 ? requested : own;
        if (own.Length > 0 && id != own)
            throw Refusals.Invalid(field, $"\"{requested}\" is not the definition's id, \"{own}\"");
        return id;
    }

    static string Require(Regex form, string name, string field, string expected) =>
        form.IsMatch(name) ? name : throw Refusals.Invalid(field, $"\"{name}\" is not a name of the form {expected}");

    [GeneratedRegex($@"^workspaces/{Id}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Workspace();

    [GeneratedRegex($@"^workspaces/{Id}/portfolios/{Id}\z", RegexOptions.CultureInvariant)]
    private static partial Regex OfPortfolio();

    [GeneratedRegex($@"^workspaces/{Id}/portfolios/{Id}/initiatives/{Id}\z", RegexOptions.CultureInvariant)]
    private static partial Regex OfInitiative();

    [GeneratedRegex($@"^workspaces/{Id}/portfolios/{Id}/scenarios/{Id}\z", RegexOptions.CultureInvariant)]
    private static partial Regex OfScenario();

    [GeneratedRegex($@"^workspaces/{Id}/portfolios/{Id}(/(initiatives|scenarios)/{Id})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Revised();

    [GeneratedRegex($@"^workspaces/{Id}(/batches/{Id})?/runs/{Id}\z", RegexOptions.CultureInvariant)]
    private static partial Regex OfRun();

    [GeneratedRegex($@"^workspaces/{Id}/batches/{Id}\z", RegexOptions.CultureInvariant)]
    private static partial Regex OfBatch();

    [GeneratedRegex($@"^workspaces/{Id}/studies/{Id}\z", RegexOptions.CultureInvariant)]
    private static partial Regex OfStudy();

    [GeneratedRegex($@"^workspaces/{Id}/rehearsals/{Id}\z", RegexOptions.CultureInvariant)]
    private static partial Regex OfRehearsal();
}
