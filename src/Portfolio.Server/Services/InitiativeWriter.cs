using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Definitions.Compiling;
using Portfolio.Grains.Definitions;

namespace Portfolio.Server.Services;

/// <summary>Changes one initiative of a portfolio: checks the portfolio as a whole, and makes a revision of it.</summary>
sealed class InitiativeWriter(IGrainFactory grains, DefinitionReader reader)
{
    /// <summary>Makes a change.</summary>
    /// <param name="name">The initiative's resource name.</param>
    /// <param name="mode">Who, why and idempotency key.</param>
    /// <param name="validateOnly">Only checks.</param>
    /// <param name="change">The change; done again where somebody else was faster.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The initiative as it is then.</returns>
    public Task<Initiative> Write(string name, WriteMode mode, bool validateOnly, Action<PortfolioMembers> change, CancellationToken cancellation)
    {
        var portfolio = ResourceName.ParentOf(name);
        return OptimisticWrite.Try(portfolio, "", () => Attempt(portfolio, name, mode, validateOnly, change), cancellation);
    }

    async Task<Initiative> Attempt(string portfolio, string name, WriteMode mode, bool validateOnly, Action<PortfolioMembers> change)
    {
        var (grain, id) = (grains.GetGrain<IPortfolioGrain>(portfolio), ResourceName.IdOf(name));
        if (await grain.InitiativeMadeBy(id, mode.RequestId) is { } made)
            return made;
        var definition = await reader.Portfolio(portfolio, 0);
        var deleted = (await grain.DeletedInitiatives()).FirstOrDefault(initiative => initiative.Id == id);
        var members = new PortfolioMembers(definition, name, deleted, await grain.Predecessors(id));
        change(members);
        Check(definition);
        if (validateOnly)
            return members.Changed;
        await grain.Write(definition, mode);
        return await grain.ReadInitiative(id, 0);
    }

    static void Check(PortfolioDefinition definition)
    {
        var problems = new Problems();
        Compiler.Check(definition, problems);
        if (problems.Any)
            throw Refusals.Invalid(problems);
    }
}
