using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Portfolio.Actuals.Entries;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Grains.Journals;
using Portfolio.Model;

namespace Portfolio.Server.Services;

/// <summary>Journals over gRPC: checks entries by themselves, then asks the journals' grains.</summary>
sealed class JournalApi(IGrainFactory grains, ActiveJournals journals, KnownPortfolios portfolios, EntryImport import, EntryStream stream, IHostApplicationLifetime lifetime) : JournalService.JournalServiceBase
{
    const int MostEntries = 10_000;

    /// <inheritdoc/>
    public override async Task<RecordEntriesResponse> RecordEntries(RecordEntriesRequest request, ServerCallContext context)
    {
        await RequireSubject(request.Subject);
        if (request.Entries.Count is 0 or > MostEntries)
            throw Refusals.Invalid("entries", $"there are {request.Entries.Count}; allowed: 1 to {MostEntries}");
        var problems = new Problems();
        foreach (var (index, entry) in request.Entries.Index())
            EntryChecks.Check(entry, ResourceName.IsPortfolio(request.Subject), PathOf(index), problems);
        if (problems.Any)
            throw Refusals.Invalid(problems);
        var recorded = await journals.Record(request.Subject, new RecordOrder(request.Entries, Partial: false, request.ValidateOnly));
        foreach (var problem in recorded.Problems)
            problems.Add("", $"{PathOf(problem.Index)}.{problem.Field}", problem.Description);
        return problems.Any ? throw Refusals.Invalid(problems) : new RecordEntriesResponse { Entries = { recorded.Entries }, Known = recorded.Known };
    }

    /// <inheritdoc/>
    public override async Task RecordStream(IAsyncStreamReader<RecordStreamRequest> requestStream, IServerStreamWriter<RecordStreamResponse> responseStream, ServerCallContext context)
    {
        using var until = lifetime.UntilStopping(context);
        await stream.Record(requestStream, responseStream, until.Token);
    }

    /// <inheritdoc/>
    public override async Task<ImportEntriesResponse> ImportEntries(ImportEntriesRequest request, ServerCallContext context) =>
        await import.Import(await portfolios.Newest(ResourceName.RequirePortfolio(request.Parent, "parent")), request);

    /// <inheritdoc/>
    public override async Task<ListEntriesResponse> ListEntries(ListEntriesRequest request, ServerCallContext context)
    {
        await RequireSubject(request.Subject);
        var (after, size) = (Paging.Number(request.PageToken, 0), Paging.Size(request.PageSize));
        var (page, next) = Paging.Cut(await GrainOf(request.Subject).Read(after, size + 1), size, entry => entry.Number.ToString(CultureInfo.InvariantCulture));
        return new ListEntriesResponse { Entries = { page }, NextPageToken = next };
    }

    /// <inheritdoc/>
    public override async Task<Belief> GetBelief(GetBeliefRequest request, ServerCallContext context)
    {
        var portfolio = await NewestOf(request.Subject);
        return await GrainOf(request.Subject).Believe(portfolio.BeginningOf(request.Subject), RequireMonth(request.Month), TimeOf(request.KnownTime));
    }

    /// <inheritdoc/>
    public override async Task<ListBeliefsResponse> ListBeliefs(ListBeliefsRequest request, ServerCallContext context)
    {
        var portfolio = await portfolios.Newest(ResourceName.RequirePortfolio(request.Parent, "parent"));
        var month = RequireMonth(request.Month);
        var beliefs = await Task.WhenAll(portfolio.Subjects.Select(subject => GrainOf(subject).Believe(portfolio.BeginningOf(subject), month, TimeOf(request.KnownTime))));
        return new ListBeliefsResponse { Beliefs = { beliefs } };
    }

    /// <inheritdoc/>
    public override async Task<ActualMonths> GetActuals(GetActualsRequest request, ServerCallContext context)
    {
        var portfolio = await NewestOf(request.Subject);
        return await GrainOf(request.Subject).Months(portfolio.BeginningOf(request.Subject), RequireMonth(request.Month), TimeOf(request.KnownTime));
    }

    /// <inheritdoc/>
    public override async Task<JournalVerification> VerifyJournal(VerifyJournalRequest request, ServerCallContext context)
    {
        await RequireSubject(request.Subject);
        return await GrainOf(request.Subject).Verify();
    }

    static string PathOf(int index) => string.Create(CultureInfo.InvariantCulture, $"entries[{index}]");

    static string RequireMonth(string month) => month.Length == 0 || Month.TryParse(month, out _)
        ? month
        : throw Refusals.Invalid("month", $"{Quote.Of(month)} is not a month; allowed: yyyy-MM, or nothing for the newest there is news of");

    static DateTimeOffset? TimeOf(Timestamp? time) => time?.ToDateTimeOffset();

    Task<KnownPortfolio> RequireSubject(string subject) => portfolios.WithSubject(ResourceName.RequireSubject(subject, "subject"), "subject");

    /// <summary>The subject's portfolio as it is defined now: where the plan begins is part of what is believed.</summary>
    Task<KnownPortfolio> NewestOf(string subject) => portfolios.NewestWithSubject(ResourceName.RequireSubject(subject, "subject"), "subject");

    IJournalGrain GrainOf(string subject) => grains.GetGrain<IJournalGrain>(subject);
}
