using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Definitions;

/// <summary>A scenario: the revisions of its definition. Key: resource name.</summary>
[Alias("scenario")]
public interface IScenarioGrain : IRevisedGrain
{
    /// <summary>Makes a revision of a checked definition, unless it equals the newest.</summary>
    [Alias("write")]
    Task<Scenario> Write(Scenario definition, WriteMode mode);

    /// <summary>Makes a revision in which the scenario is deleted.</summary>
    /// <param name="etag">The etag it must have; empty for any.</param>
    /// <param name="mode">Who, why and idempotency key.</param>
    [Alias("delete")]
    Task<Scenario> Delete(string etag, WriteMode mode);

    /// <summary>Makes a revision in which a deleted scenario is back.</summary>
    /// <inheritdoc cref="Delete"/>
    [Alias("undelete")]
    Task<Scenario> Undelete(string etag, WriteMode mode);

    /// <summary>Reads a revision; 0 is the newest.</summary>
    [Alias("read")]
    Task<Scenario> Read(long revision);
}
