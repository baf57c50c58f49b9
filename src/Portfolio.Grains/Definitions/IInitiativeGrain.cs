using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Definitions;

/// <summary>An initiative, as its portfolio holds it. Key: resource name.</summary>
[Alias("initiative")]
public interface IInitiativeGrain : IRevisedGrain
{
    /// <summary>Reads a revision; 0 is the newest.</summary>
    [Alias("read")]
    Task<Initiative> Read(long revision);
}
