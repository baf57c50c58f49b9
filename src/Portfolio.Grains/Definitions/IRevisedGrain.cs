using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Definitions;

/// <summary>A resource that keeps its revisions.</summary>
[Alias("revised")]
public interface IRevisedGrain : IGrainWithStringKey
{
    /// <summary>Lists revisions without their definitions, the newest first.</summary>
    /// <param name="before">Only revisions below this number; 0 for all.</param>
    /// <param name="limit">Most revisions wanted.</param>
    [Alias("revisions")]
    Task<List<Revision>> Revisions(long before, int limit);

    /// <summary>Reads a revision with its definition and the file it was read from; 0 is the newest.</summary>
    [Alias("revision")]
    Task<Revision> Revision(long revision);
}
