namespace Portfolio.Grains;

/// <summary>What is wrong with the store.</summary>
public enum StoreFault
{
    /// <summary>It does not answer, or is locked; later it may be there again.</summary>
    Unavailable,

    /// <summary>There is no room left on its disk.</summary>
    Full,

    /// <summary>It may be read but not be written.</summary>
    ReadOnly,

    /// <summary>What it holds is not what was written.</summary>
    Damaged,

    /// <summary>A newer version wrote what it holds.</summary>
    TooNew,
}

/// <summary>The store could not do what was asked for: nothing of it is acknowledged.</summary>
/// <remarks>
/// A kind of Orleans' own exception, because others would be wrapped on their way out of a grain's state and could no longer be
/// told apart. After a lost connection the change may have been made all the same; whoever asks again finds that out by its version.
/// </remarks>
[GenerateSerializer, Alias("store-fault")]
public sealed class StoreException : OrleansException
{
    /// <summary>A fault of the store.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="message">In words, with what can be done about it.</param>
    public StoreException(StoreFault fault, string message)
        : base(message) => Fault = fault;

    /// <summary>What is wrong.</summary>
    [Id(0)]
    public StoreFault Fault { get; }

    /// <summary>Whether it may be over soon, so that asking again is worth it.</summary>
    public bool MayPass => Fault is StoreFault.Unavailable or StoreFault.Full;

    /// <summary>The fault that caused an exception, or null where that is something else.</summary>
    public static StoreException? In(Exception? exception) => exception switch
    {
        null => null,
        StoreException fault => fault,
        AggregateException many => many.InnerExceptions.Select(In).FirstOrDefault(fault => fault is not null),
        _ => In(exception.InnerException),
    };
}
