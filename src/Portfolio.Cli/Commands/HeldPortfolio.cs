using Grpc.Core;
using Portfolio.Actuals.Files;
using Portfolio.Client;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Compiling;

namespace Portfolio.Cli.Commands;

/// <summary>A portfolio that a server holds, and who in it can have a journal.</summary>
/// <param name="Client">The server.</param>
/// <param name="Name">Resource name.</param>
/// <param name="Initiatives">Ids of its initiatives, copies of groups one by one.</param>
sealed record HeldPortfolio(PortfolioClient Client, string Name, IReadOnlyList<string> Initiatives)
{
    /// <summary>Its id.</summary>
    public string Id => LastOf(Name);

    /// <summary>Resource names of all who can have a journal, the programme first.</summary>
    public IEnumerable<string> Subjects => Initiatives.Select(NameOf).Prepend(Name);

    /// <summary>Reads it from a server.</summary>
    /// <exception cref="CommandException">It is not there.</exception>
    public static async Task<HeldPortfolio> Read(PortfolioClient client, string given, CancellationToken cancellation)
    {
        var name = given.Contains('/', StringComparison.Ordinal) ? given : $"{WrittenDefinitions.Workspace}/portfolios/{given}";
        try
        {
            var portfolio = await client.Portfolios.GetPortfolioAsync(new GetPortfolioRequest { Name = name }, cancellationToken: cancellation);
            var problems = new Problems();
            var compiled = Compiler.Compile(new DefinitionSet(portfolio, []), null, new CompileOptions(), problems) ?? throw CommandException.WrongDefinition(problems);
            return new HeldPortfolio(client, name, [.. compiled.Resolved.Portfolio.Initiatives.Select(initiative => initiative.Id)]);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
        {
            throw await NotThere(client, name, cancellation);
        }
    }

    /// <summary>Resource name of an initiative's id, or of <c>programme</c>, whether it is there or not.</summary>
    public string NameOf(string id) => id == ActualsFile.Programme ? Name : $"{Name}/initiatives/{id}";

    /// <summary>The id of a resource name.</summary>
    public string IdOf(string subject) => subject == Name ? ActualsFile.Programme : LastOf(subject);

    /// <summary>Resource name of an initiative's id, or of <c>programme</c>.</summary>
    /// <exception cref="CommandException">There is no such initiative.</exception>
    public string Require(string id) => id == ActualsFile.Programme || Initiatives.Contains(id)
        ? NameOf(id)
        : throw new CommandException(ExitCode.WrongInput, $"SUBJECT {id}: there is no such initiative in {Id}{NearestName.Hint(id, Initiatives.Append(ActualsFile.Programme))}");

    static string LastOf(string name) => name[(name.LastIndexOf('/') + 1)..];

    static async Task<CommandException> NotThere(PortfolioClient client, string name, CancellationToken cancellation)
    {
        var workspace = string.Join('/', name.Split('/')[..2]);
        var there = await client.Portfolios.ListPortfoliosAsync(new ListPortfoliosRequest { Parent = workspace, PageSize = 1000 }, cancellationToken: cancellation);
        return new CommandException(
            ExitCode.WrongInput,
            $"NAME {LastOf(name)}: the server has no such portfolio in {workspace}{NearestName.Hint(LastOf(name), there.Portfolios.Select(portfolio => LastOf(portfolio.Name)))}",
            "`portfolio apply PATH` or `portfolio run PATH` brings one there.");
    }
}
