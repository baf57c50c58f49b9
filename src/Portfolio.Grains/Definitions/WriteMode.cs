using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Definitions;

/// <summary>How a definition is to be written.</summary>
/// <param name="MustBeNew">Refuses one that is there.</param>
/// <param name="MayBeNew">Makes one that is missing.</param>
/// <param name="RequestId">Idempotency key; empty for none.</param>
[GenerateSerializer, Immutable, Alias("write-mode")]
public sealed record WriteMode([property: Id(0)] bool MustBeNew, [property: Id(1)] bool MayBeNew, [property: Id(2)] string RequestId)
{
    /// <summary>Who writes it, and why.</summary>
    [Id(3)]
    public Change? Change { get; init; }

    /// <summary>The file it was read from. Without one, an equal definition keeps the file it has.</summary>
    [Id(4)]
    public SourceFile? Source { get; init; }

    /// <summary>A change of what is there.</summary>
    public static WriteMode Existing(string requestId, Change? change) => new(MustBeNew: false, MayBeNew: false, requestId) { Change = change };
}
