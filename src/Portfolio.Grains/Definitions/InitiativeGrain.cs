using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Definitions;

/// <inheritdoc cref="IInitiativeGrain"/>
/// <remarks>The portfolio keeps its initiatives' revisions, so that one write makes a revision of all that change together.</remarks>
sealed class InitiativeGrain : Grain, IInitiativeGrain
{
    const string Collection = "/initiatives/";

    string Name => this.GetPrimaryKeyString();

    string Id => Name[(Name.LastIndexOf(Collection, StringComparison.Ordinal) + Collection.Length)..];

    IPortfolioGrain Portfolio => GrainFactory.GetGrain<IPortfolioGrain>(Name[..Name.LastIndexOf(Collection, StringComparison.Ordinal)]);

    /// <inheritdoc/>
    public Task<Initiative> Read(long revision) => Portfolio.ReadInitiative(Id, revision);

    /// <inheritdoc/>
    public Task<List<Revision>> Revisions(long before, int limit) => Portfolio.InitiativeRevisions(Id, before, limit);

    /// <inheritdoc/>
    public async Task<Revision> Revision(long revision)
    {
        var initiative = await Read(revision);
        var found = (await Revisions(initiative.Revision + 1, 1))[0];
        found.Initiative = initiative;
        return found;
    }
}
