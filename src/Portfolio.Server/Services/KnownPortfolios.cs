using System.Collections.Concurrent;
using Portfolio.Actuals.Beliefs;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Compiling;
using Portfolio.Definitions.Resolving;
using Portfolio.Grains.Definitions;

namespace Portfolio.Server.Services;

/// <summary>Who can have a journal in a portfolio: the programme, and every initiative with copies of groups one by one.</summary>
/// <param name="Name">The portfolio's resource name.</param>
/// <param name="Etag">Of the revision that says so.</param>
/// <param name="Resolved">That revision, resolved.</param>
sealed record KnownPortfolio(string Name, string Etag, ResolvedDefinition Resolved)
{
    readonly Dictionary<string, Beginning> beginnings = Resolved.Portfolio.Initiatives
        .ToDictionary(initiative => $"{Name}/initiatives/{initiative.Id}", Beginnings.Of)
        .Append(KeyValuePair.Create(Name, Beginnings.OfProgramme(Resolved.Portfolio)))
        .ToDictionary();

    /// <summary>All subjects, the programme first, initiatives in the portfolio's order.</summary>
    public IEnumerable<string> Subjects => Resolved.Portfolio.Initiatives.Select(initiative => $"{Name}/initiatives/{initiative.Id}").Prepend(Name);

    /// <summary>Whether there is such a subject.</summary>
    public bool Has(string subject) => beginnings.ContainsKey(subject);

    /// <summary>Where a subject's plan begins.</summary>
    public Beginning BeginningOf(string subject) => beginnings[subject];
}

/// <summary>Knows portfolios as they were last read: resolving one for each entry that is recorded would cost more than recording it.</summary>
sealed class KnownPortfolios(IGrainFactory grains)
{
    readonly ConcurrentDictionary<string, KnownPortfolio> known = [];

    /// <summary>A portfolio's newest revision.</summary>
    public async Task<KnownPortfolio> Newest(string name)
    {
        var grain = grains.GetGrain<IPortfolioGrain>(name);
        var etag = (await grain.Summary()).Etag;
        if (known.TryGetValue(name, out var before) && before.Etag == etag)
            return before;
        return known[name] = Resolve(name, await grain.Read(0));
    }

    /// <summary>The portfolio of a subject, as far as is known of it; read again if it is not known to have the subject.</summary>
    /// <exception cref="Grpc.Core.RpcException">There is no such subject.</exception>
    public async Task<KnownPortfolio> WithSubject(string subject, string field) =>
        known.TryGetValue(ResourceName.PortfolioOf(subject), out var before) && before.Has(subject) ? before : await NewestWithSubject(subject, field);

    /// <summary>The newest revision of a subject's portfolio.</summary>
    /// <exception cref="Grpc.Core.RpcException">There is no such subject.</exception>
    public async Task<KnownPortfolio> NewestWithSubject(string subject, string field)
    {
        var newest = await Newest(ResourceName.PortfolioOf(subject));
        return newest.Has(subject) ? newest : throw Refusals.Invalid(field, NoSuch(newest, ResourceName.IdOf(subject)));
    }

    /// <summary>Says that a portfolio has no such initiative, and which is nearest.</summary>
    public static string NoSuch(KnownPortfolio portfolio, string id) =>
        $"there is no initiative {Quote.Of(id)} in {portfolio.Name}{NearestName.Hint(id, portfolio.Resolved.Portfolio.Initiatives.Select(initiative => initiative.Id))}";

    static KnownPortfolio Resolve(string name, PortfolioDefinition portfolio)
    {
        var problems = new Problems();
        var compiled = Compiler.Compile(new DefinitionSet(portfolio, []), null, new CompileOptions(), problems)
            ?? throw new InvalidOperationException($"{name} no longer compiles: {string.Join("; ", problems.Found)}");
        return new KnownPortfolio(name, portfolio.Etag, compiled.Resolved);
    }
}
