using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Journals;

/// <summary>Entries that are to be recorded.</summary>
/// <param name="Entries">The entries, each sound by itself.</param>
/// <param name="Partial">Records what fits and leaves out what does not; else one problem is enough that nothing is recorded.</param>
/// <param name="ValidateOnly">Only checks.</param>
[GenerateSerializer, Immutable, Alias("record-order")]
public sealed record RecordOrder([property: Id(0)] IReadOnlyList<Entry> Entries, [property: Id(1)] bool Partial, [property: Id(2)] bool ValidateOnly);

/// <summary>What came of recording.</summary>
/// <param name="Entries">The entries as they are kept, in their order; those with problems left out.</param>
/// <param name="Known">How many of them were there already.</param>
/// <param name="Problems">What is wrong, with the index of each entry.</param>
[GenerateSerializer, Immutable, Alias("recorded")]
public sealed record Recorded([property: Id(0)] IReadOnlyList<Entry> Entries, [property: Id(1)] int Known, [property: Id(2)] IReadOnlyList<EntryProblem> Problems);

/// <summary>What really happened to an initiative, or to the programme: an append-only journal, and what it makes one believe. Key: resource name of the initiative or portfolio.</summary>
[Alias("journal")]
public interface IJournalGrain : IGrainWithStringKey
{
    /// <summary>Records entries; they are durable once it answers.</summary>
    [Alias("record")]
    Task<Recorded> Record(RecordOrder order);

    /// <summary>Reads entries behind a number, in their order.</summary>
    [Alias("read")]
    Task<List<Entry>> Read(long after, int count);

    /// <summary>Where the subject stood at the end of a month.</summary>
    /// <param name="beginning">Where its plan began.</param>
    /// <param name="month">The month; empty for the newest there is news of.</param>
    /// <param name="known">Only what had been recorded until then; null for all.</param>
    [Alias("believe")]
    Task<Belief> Believe(Beginning beginning, string month, DateTimeOffset? known);

    /// <summary>What happened month by month.</summary>
    /// <inheritdoc cref="Believe" path="/param"/>
    [Alias("months")]
    Task<ActualMonths> Months(Beginning beginning, string month, DateTimeOffset? known);

    /// <summary>Recomputes the hashes of all rows.</summary>
    [Alias("verify")]
    Task<JournalVerification> Verify();
}

/// <summary>All changes of a portfolio in the order in which they were made, for those who watch: what is recorded, and revisions of its definitions. Key: resource name of the portfolio.</summary>
[Alias("feed")]
public interface IFeedGrain : IGrainWithStringKey
{
    /// <summary>Says that there is more. If it is lost, watchers notice at their next heartbeat.</summary>
    [Alias("announce")]
    Task Announce();

    /// <summary>Streams changes, and goes on as more are made.</summary>
    /// <param name="resources">Only of these: initiatives, the portfolio for the programme, scenarios; of all where there are none.</param>
    /// <param name="after">Position behind which to begin; null begins with what comes from now on, and says first where that is.</param>
    /// <param name="cancellation">Stops watching.</param>
    [Alias("watch")]
    IAsyncEnumerable<ChangeFrame> Watch(IReadOnlyList<string> resources, long? after, CancellationToken cancellation);
}
