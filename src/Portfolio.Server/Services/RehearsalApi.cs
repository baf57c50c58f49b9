using System.Globalization;
using Grpc.Core;
using Portfolio.Contracts.V1;
using Portfolio.Grains;
using Portfolio.Grains.Rehearsals;
using Empty = Google.Protobuf.WellKnownTypes.Empty;

namespace Portfolio.Server.Services;

/// <summary>Rehearsals over gRPC: pins what one lives through, then leaves it to the rehearsal's grain.</summary>
sealed class RehearsalApi(IGrainFactory grains, IStoredNames names, PlanMaker plans, RehearsalMaker maker, RehearsalPlay play, OddsMaker odds, IHostApplicationLifetime lifetime)
    : RehearsalService.RehearsalServiceBase
{
    const int DefaultReplications = 500;
    const int MostReplications = 10_000;

    /// <summary>Those that count from the months lived through, and not from a month in the middle.</summary>
    static readonly Series[] DefaultSeries = [Series.Received, Series.Funded, Series.Stability, Series.Live];

    /// <inheritdoc/>
    public override async Task<Rehearsal> CreateRehearsal(CreateRehearsalRequest request, ServerCallContext context)
    {
        var workspace = ResourceName.RequireWorkspace(request.Parent, "parent");
        var made = await maker.Make(request.Rehearsal ?? throw Refusals.Invalid("rehearsal", "is required"));
        return request.ValidateOnly
            ? made.Rehearsal
            : await grains.GetGrain<IRehearsalGrain>($"{workspace}/rehearsals/{plans.NewId(request.RequestId)}").Create(made, new RehearsalLog());
    }

    /// <inheritdoc/>
    public override Task<Rehearsal> GetRehearsal(GetRehearsalRequest request, ServerCallContext context) => GrainOf(request.Name).Read();

    /// <inheritdoc/>
    public override async Task<ListRehearsalsResponse> ListRehearsals(ListRehearsalsRequest request, ServerCallContext context)
    {
        var workspace = ResourceName.RequireWorkspace(request.Parent, "parent");
        var size = Paging.Size(request.PageSize);
        var found = await names.NewestFirst(StateNames.Rehearsals, $"{workspace}/rehearsals/", Paging.Number(request.PageToken, long.MaxValue), size + 1);
        var (page, next) = Paging.Cut(found, size, each => each.Position.ToString(CultureInfo.InvariantCulture));
        var response = new ListRehearsalsResponse { NextPageToken = next };
        response.Rehearsals.AddRange(await Task.WhenAll(page.Select(each => grains.GetGrain<IRehearsalGrain>(each.Name).Read())));
        return response;
    }

    /// <inheritdoc/>
    public override async Task<Empty> DeleteRehearsal(DeleteRehearsalRequest request, ServerCallContext context)
    {
        await GrainOf(request.Name).Delete();
        return new Empty();
    }

    /// <inheritdoc/>
    public override async Task WatchRehearsal(WatchRehearsalRequest request, IServerStreamWriter<RehearsalFrame> responseStream, ServerCallContext context)
    {
        var after = Streams.Position(request.AfterEpoch, request.AfterSequence);
        using var until = lifetime.UntilStopping(context);
        await foreach (var frame in GrainOf(request.Name).Watch(after, until.Token))
            await responseStream.WriteAsync(frame, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task PlayRehearsal(IAsyncStreamReader<PlayRehearsalRequest> requestStream, IServerStreamWriter<PlayRehearsalResponse> responseStream, ServerCallContext context)
    {
        using var until = lifetime.UntilStopping(context);
        await play.Play(requestStream, responseStream, until.Token);
    }

    /// <inheritdoc/>
    public override Task<AppliedCommand> CommandRehearsal(CommandRehearsalRequest request, ServerCallContext context) =>
        GrainOf(request.Name).Apply(request.Command ?? throw Refusals.Invalid("command", "is required"));

    /// <inheritdoc/>
    public override Task<RehearsalOdds> GetRehearsalOdds(GetRehearsalOddsRequest request, ServerCallContext context)
    {
        var name = ResourceName.RequireRehearsal(request.Name, "name");
        if (request.Replications is < 0 or > MostReplications)
            throw Refusals.Invalid("replications", $"{request.Replications} is not allowed; allowed: 1 to {MostReplications}, or 0 for {DefaultReplications}");
        var view = new View { Subjects = { request.View?.Subjects ?? [] }, Series = { request.View?.Series ?? [] } };
        if (view.Subjects.Count == 0)
            view.Subjects.Add("portfolio");
        if (view.Series.Count == 0)
            view.Series.AddRange(DefaultSeries);
        foreach (var series in view.Series.Where(series => series is Series.Unspecified or Series.Npv || !Enum.IsDefined(series)))
            throw Refusals.Invalid("view.series", $"{series} is not allowed; allowed: every series but Npv, which those others count from their own start");
        return odds.Of(name, request.HasMonth ? request.Month : null, request.Replications == 0 ? DefaultReplications : request.Replications, view, request.Seed, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<Scenario> SaveRehearsalScenario(SaveRehearsalScenarioRequest request, ServerCallContext context) => maker.Save(request);

    IRehearsalGrain GrainOf(string name) => grains.GetGrain<IRehearsalGrain>(ResourceName.RequireRehearsal(name, "name"));
}
