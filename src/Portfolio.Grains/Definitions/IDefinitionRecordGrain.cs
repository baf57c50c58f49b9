using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Definitions;

/// <summary>
/// What one revision says, in a record of its own, so that a change writes what changed and not all that ever was. Key: resource name,
/// <c>@</c> and the etag of the revision that brought it.
/// </summary>
/// <remarks>The etag holds the hash of what is kept, so that two writers of one number cannot take each other's record away.</remarks>
[Alias("definition-record")]
public interface IDefinitionRecordGrain : IGrainWithStringKey
{
    /// <summary>Keeps what a revision says. What is kept already stays.</summary>
    [Alias("keep")]
    Task Keep(DefinitionRecord record);

    /// <summary>Reads what the revision says, without the file it was read from.</summary>
    [Alias("read")]
    Task<DefinitionRecord> Read();

    /// <summary>Reads the file it was read from; null where there is none.</summary>
    [Alias("source")]
    Task<SourceFile?> Source();
}
