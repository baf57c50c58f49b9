using System.Globalization;
using Grpc.Core;
using Portfolio.Contracts.V1;
using Portfolio.Grains;
using Portfolio.Grains.Batches;
using Portfolio.Grains.Runs;
using Empty = Google.Protobuf.WellKnownTypes.Empty;

namespace Portfolio.Server.Services;

/// <summary>Batches over gRPC: pins what a batch rests on, then leaves it to the batch's grain.</summary>
sealed class BatchApi(IGrainFactory grains, IStoredNames names, BatchMaker maker, PlanMaker plans, ItemReader items, IHostApplicationLifetime lifetime)
    : BatchService.BatchServiceBase
{
    /// <inheritdoc/>
    public override async Task<Batch> CreateBatch(CreateBatchRequest request, ServerCallContext context)
    {
        var workspace = ResourceName.RequireWorkspace(request.Parent, "parent");
        var batch = request.Batch ?? throw Refusals.Invalid("batch", "is required");
        var asked = PlanHash.OfRequest(batch);
        var grain = grains.GetGrain<IBatchGrain>($"{workspace}/batches/{plans.NewId(request.RequestId)}");
        if (request.RequestId.Length > 0 && !request.ValidateOnly && await grain.Find(asked) is { } created)
            return created;
        var plan = await maker.Complete(batch);
        return request.ValidateOnly ? batch : await grain.Create(batch, plan, asked);
    }

    /// <inheritdoc/>
    public override Task<Batch> GetBatch(GetBatchRequest request, ServerCallContext context) => GrainOf(request.Name).Read();

    /// <inheritdoc/>
    public override async Task<ListBatchesResponse> ListBatches(ListBatchesRequest request, ServerCallContext context)
    {
        var workspace = ResourceName.RequireWorkspace(request.Parent, "parent");
        var size = Paging.Size(request.PageSize);
        var found = await names.NewestFirst(StateNames.Batches, $"{workspace}/batches/", Paging.Number(request.PageToken, long.MaxValue), size + 1);
        var (page, next) = Paging.Cut(found, size, each => each.Position.ToString(CultureInfo.InvariantCulture));
        var response = new ListBatchesResponse { NextPageToken = next };
        response.Batches.AddRange(await Task.WhenAll(page.Select(each => grains.GetGrain<IBatchGrain>(each.Name).ReadSummary())));
        return response;
    }

    /// <inheritdoc/>
    public override Task<Batch> PauseBatch(PauseBatchRequest request, ServerCallContext context) => GrainOf(request.Name).Pause();

    /// <inheritdoc/>
    public override Task<Batch> ResumeBatch(ResumeBatchRequest request, ServerCallContext context) => GrainOf(request.Name).Resume();

    /// <inheritdoc/>
    public override Task<Batch> CancelBatch(CancelBatchRequest request, ServerCallContext context) => GrainOf(request.Name).Cancel();

    /// <inheritdoc/>
    public override Task<Batch> RetryBatch(RetryBatchRequest request, ServerCallContext context) => GrainOf(request.Name).Retry();

    /// <inheritdoc/>
    public override async Task<Empty> DeleteBatch(DeleteBatchRequest request, ServerCallContext context)
    {
        await GrainOf(request.Name).Delete();
        return new Empty();
    }

    /// <inheritdoc/>
    public override async Task WatchBatch(WatchBatchRequest request, IServerStreamWriter<BatchFrame> responseStream, ServerCallContext context)
    {
        if (request.AfterSequence < 0)
            throw Refusals.Invalid("after_sequence", $"{request.AfterSequence} is negative");
        using var until = lifetime.UntilStopping(context);
        await foreach (var frame in GrainOf(request.Name).Watch(request.AfterSequence, until.Token))
            await responseStream.WriteAsync(frame, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task ReadBatchItems(ReadBatchItemsRequest request, IServerStreamWriter<BatchItem> responseStream, ServerCallContext context)
    {
        if (request.AfterNumber < 0)
            throw Refusals.Invalid("after_number", $"{request.AfterNumber} is negative");
        using var until = lifetime.UntilStopping(context);
        await foreach (var item in items.Read(ResourceName.RequireBatch(request.Name, "name"), request.AfterNumber, !request.WithoutResults, until.Token))
            await responseStream.WriteAsync(item, context.CancellationToken);
    }

    IBatchGrain GrainOf(string name) => grains.GetGrain<IBatchGrain>(ResourceName.RequireBatch(name, "name"));
}
