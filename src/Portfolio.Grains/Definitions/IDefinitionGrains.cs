using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Definitions;

/// <summary>How a definition is to be written.</summary>
/// <param name="MustBeNew">Refuses one that is there.</param>
/// <param name="MayBeNew">Makes one that is missing.</param>
/// <param name="RequestId">Idempotency key; empty for none.</param>
[GenerateSerializer, Immutable, Alias("write-mode")]
public sealed record WriteMode([property: Id(0)] bool MustBeNew, [property: Id(1)] bool MayBeNew, [property: Id(2)] string RequestId);

/// <summary>A portfolio: its revisions, each a consistent snapshot of all its initiatives. Key: resource name.</summary>
[Alias("portfolio")]
public interface IPortfolioGrain : IGrainWithStringKey
{
    /// <summary>Makes a revision of a checked definition, unless it equals the newest.</summary>
    [Alias("write")]
    Task<PortfolioDefinition> Write(PortfolioDefinition definition, WriteMode mode);

    /// <summary>Reads a revision with its initiatives; 0 is the newest.</summary>
    [Alias("read")]
    Task<PortfolioDefinition> Read(long revision);

    /// <summary>Reads the newest revision without its initiatives.</summary>
    [Alias("summary")]
    Task<PortfolioDefinition> Summary();
}

/// <summary>An initiative: the revisions of its definition. Key: resource name.</summary>
[Alias("initiative")]
public interface IInitiativeGrain : IGrainWithStringKey
{
    /// <summary>Makes a revision, unless it equals the newest.</summary>
    /// <returns>The number of the newest revision.</returns>
    [Alias("write")]
    Task<long> Write(Initiative definition);

    /// <summary>Reads a revision; 0 is the newest.</summary>
    [Alias("read")]
    Task<Initiative> Read(long revision);
}

/// <summary>A scenario: the revisions of its definition. Key: resource name.</summary>
[Alias("scenario")]
public interface IScenarioGrain : IGrainWithStringKey
{
    /// <summary>Makes a revision of a checked definition, unless it equals the newest.</summary>
    [Alias("write")]
    Task<Scenario> Write(Scenario definition, WriteMode mode);

    /// <summary>Reads a revision; 0 is the newest.</summary>
    [Alias("read")]
    Task<Scenario> Read(long revision);
}
