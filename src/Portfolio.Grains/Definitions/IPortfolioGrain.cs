using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Definitions;

/// <summary>A portfolio: its revisions, each a consistent snapshot of all its initiatives. Key: resource name.</summary>
[Alias("portfolio")]
public interface IPortfolioGrain : IRevisedGrain
{
    /// <summary>Makes a revision of a checked definition, unless it equals the newest.</summary>
    [Alias("write")]
    Task<PortfolioDefinition> Write(PortfolioDefinition definition, WriteMode mode);

    /// <summary>Makes a revision in which the portfolio is deleted.</summary>
    /// <param name="etag">The etag it must have; empty for any.</param>
    /// <param name="mode">Who, why and idempotency key.</param>
    [Alias("delete")]
    Task<PortfolioDefinition> Delete(string etag, WriteMode mode);

    /// <summary>Makes a revision in which a deleted portfolio is back.</summary>
    /// <inheritdoc cref="Delete"/>
    [Alias("undelete")]
    Task<PortfolioDefinition> Undelete(string etag, WriteMode mode);

    /// <summary>Reads a revision with its initiatives; 0 is the newest.</summary>
    [Alias("read")]
    Task<PortfolioDefinition> Read(long revision);

    /// <summary>Reads the newest revision without its initiatives.</summary>
    [Alias("summary")]
    Task<PortfolioDefinition> Summary();

    /// <summary>Reads a revision of an initiative that it has or had; 0 is the newest.</summary>
    [Alias("read-initiative")]
    Task<Initiative> ReadInitiative(string id, long revision);

    /// <summary>Reads the revision of an initiative that a request made; null where it made none.</summary>
    [Alias("initiative-made-by")]
    Task<Initiative?> InitiativeMadeBy(string id, string requestId);

    /// <summary>Ids of the initiatives that stand before one in the last revision that has it, in order; empty where none ever had it.</summary>
    [Alias("predecessors")]
    Task<List<string>> Predecessors(string id);

    /// <summary>Reads the initiatives that it had and has no more, in the order of their ids.</summary>
    [Alias("deleted-initiatives")]
    Task<List<Initiative>> DeletedInitiatives();

    /// <summary>Lists an initiative's revisions.</summary>
    /// <inheritdoc cref="IRevisedGrain.Revisions"/>
    [Alias("initiative-revisions")]
    Task<List<Revision>> InitiativeRevisions(string id, long before, int limit);
}
