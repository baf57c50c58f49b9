using Portfolio.Grains.Runs;

namespace Portfolio.Grains;

/// <summary>Why a grain refuses a request.</summary>
public enum Refusal
{
    /// <summary>There is no such resource or revision.</summary>
    NotFound,

    /// <summary>There is one already.</summary>
    AlreadyExists,

    /// <summary>Somebody else was faster: the etag is not the current one.</summary>
    EtagMismatch,

    /// <summary>The resource is not in a state for that.</summary>
    FailedPrecondition,

    /// <summary>A position beyond what there is.</summary>
    OutOfRange,

    /// <summary>A position behind which something is no longer kept.</summary>
    Compacted,

    /// <summary>Fields of the request are wrong.</summary>
    Invalid,
}

/// <summary>What is wrong with a field of a request.</summary>
/// <param name="Field">Its path.</param>
/// <param name="Text">Its value, and what is allowed.</param>
[GenerateSerializer, Immutable, Alias("field-problem")]
public sealed record FieldProblem([property: Id(0)] string Field, [property: Id(1)] string Text);

/// <summary>A request that a grain refuses: news for the caller, not a bug.</summary>
[GenerateSerializer, Alias("refused")]
public sealed class RefusedException : Exception
{
    /// <summary>A refusal about a resource.</summary>
    public RefusedException(Refusal refusal, string resource, string message)
        : base(message) => (Refusal, Resource) = (refusal, resource);

    /// <summary>An etag that is given and is not the current one.</summary>
    public static RefusedException EtagMismatch(string resource, string given, string current) =>
        new(Refusal.EtagMismatch, resource, $"the etag {given} is not the current one, {current}") { CurrentEtag = current };

    /// <summary>Fields that are wrong.</summary>
    public static RefusedException Invalid(string resource, IReadOnlyList<FieldProblem> problems) =>
        new(Refusal.Invalid, resource, string.Join("; ", problems.Select(problem => $"{problem.Field}: {problem.Text}"))) { Problems = problems };

    /// <summary>Why.</summary>
    [Id(0)]
    public Refusal Refusal { get; }

    /// <summary>The resource's name.</summary>
    [Id(1)]
    public string Resource { get; }

    /// <summary>The etag that is current, where that is what is wrong.</summary>
    [Id(2)]
    public string CurrentEtag { get; init; } = "";

    /// <summary>The oldest position that is kept, where an older one was asked for.</summary>
    [Id(3)]
    public StreamPosition? Oldest { get; init; }

    /// <summary>All fields that are wrong, where that is why.</summary>
    [Id(4)]
    public IReadOnlyList<FieldProblem> Problems { get; init; } = [];
}
