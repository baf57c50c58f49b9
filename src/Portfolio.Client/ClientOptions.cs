namespace Portfolio.Client;

/// <summary>How a client deals with a server that does not answer.</summary>
public sealed record ClientOptions
{
    /// <summary>How long a stream whose connection was lost is tried to be taken up again; after that it ends with a <see cref="ServerGoneException"/>.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock to wait by.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
