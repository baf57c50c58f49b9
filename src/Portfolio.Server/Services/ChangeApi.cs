using Grpc.Core;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Journals;

namespace Portfolio.Server.Services;

/// <summary>Changes of portfolios over gRPC, as they come.</summary>
sealed class ChangeApi(IGrainFactory grains, KnownPortfolios portfolios, DefinitionReader reader, IHostApplicationLifetime lifetime) : ChangeService.ChangeServiceBase
{
    /// <inheritdoc/>
    public override async Task WatchChanges(WatchChangesRequest request, IServerStreamWriter<ChangeFrame> responseStream, ServerCallContext context)
    {
        if (request.AfterSequence < 0)
            throw Refusals.Invalid("after_sequence", $"{request.AfterSequence} is negative");
        if (request.FromNow && request.AfterSequence > 0)
            throw Refusals.Invalid("from_now", "after_sequence says already where to begin; allowed: one of them");
        var portfolio = await portfolios.Newest(ResourceName.RequirePortfolio(request.Parent, "parent"));
        var scenarios = await reader.Scenarios(portfolio.Name, alsoDeleted: true);
        var watched = new WatchedSubjects(portfolio, [.. scenarios.Select(scenario => scenario.Id)]).Named(request.Subjects);
        using var until = lifetime.UntilStopping(context);
        await foreach (var frame in grains.GetGrain<IFeedGrain>(portfolio.Name).Watch(watched, request.FromNow ? null : request.AfterSequence, until.Token))
            await responseStream.WriteAsync(frame, context.CancellationToken);
    }
}
