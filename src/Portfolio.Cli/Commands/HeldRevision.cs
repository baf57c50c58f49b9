using Portfolio.Cli.Applying;
using Portfolio.Client;
using Portfolio.Definitions;
using Portfolio.Definitions.Compiling;

namespace Portfolio.Cli.Commands;

/// <summary>A revision of a portfolio that a server holds, given where files could be: <c>my-trusts@2</c>.</summary>
static class HeldRevision
{
    /// <summary>Whether a path means a revision: there is no such file, and it ends in <c>@</c> and what could be a number, behind a name without dots, which only files have.</summary>
    public static bool IsNamedBy(string path) =>
        path.LastIndexOf('@') is > 0 and var at && path[(at + 1)..].All(char.IsAsciiLetterOrDigit) && !path[..at].Contains('.', StringComparison.Ordinal) && !Path.Exists(path);

    /// <summary>Reads the portfolio as of the revision, with its scenarios as they were then.</summary>
    /// <exception cref="CommandException">There is none, or its scenarios did not fit it.</exception>
    public static async Task<DefinitionSet> Read(PortfolioClient client, RevisionReference reference, CancellationToken cancellation)
    {
        var served = await KnownPortfolios.Ask(client, () => Served.Read(client, reference.Resource, reference.Number, cancellation), cancellation);
        var set = new DefinitionSet(served.Portfolio!, [.. served.Scenarios.Select(each => each.Scenario).Where(scenario => scenario.DeleteTime is null)]);
        var problems = new Problems();
        Compiler.Check(set, problems);
        return problems.Any ? throw CommandException.WrongDefinition(problems) : set;
    }
}
