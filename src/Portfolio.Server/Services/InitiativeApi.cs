using System.Globalization;
using Grpc.Core;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Definitions;

namespace Portfolio.Server.Services;

/// <summary>Initiatives over gRPC: every change is a revision of their portfolio.</summary>
sealed class InitiativeApi(IGrainFactory grains, InitiativeWriter writer) : InitiativeService.InitiativeServiceBase
{
    /// <inheritdoc/>
    public override Task<Initiative> GetInitiative(GetInitiativeRequest request, ServerCallContext context) =>
        grains.GetGrain<IInitiativeGrain>(ResourceName.RequireInitiative(request.Name, "name")).Read(request.Revision);

    /// <inheritdoc/>
    public override async Task<ListInitiativesResponse> ListInitiatives(ListInitiativesRequest request, ServerCallContext context)
    {
        var grain = grains.GetGrain<IPortfolioGrain>(ResourceName.RequirePortfolio(request.Parent, "parent"));
        List<Initiative> all = [.. (await grain.Read(0)).Initiatives, .. request.ShowDeleted ? await grain.DeletedInitiatives() : []];
        var (first, size) = ((int)Paging.Number(request.PageToken, 0), Paging.Size(request.PageSize));
        var response = new ListInitiativesResponse();
        response.Initiatives.AddRange(all.Skip(first).Take(size));
        if (first + size < all.Count)
            response.NextPageToken = Paging.Token((first + size).ToString(CultureInfo.InvariantCulture));
        return response;
    }

    /// <inheritdoc/>
    public override Task<Initiative> CreateInitiative(CreateInitiativeRequest request, ServerCallContext context)
    {
        var portfolio = ResourceName.RequirePortfolio(request.Parent, "parent");
        var initiative = request.Initiative ?? throw Refusals.Invalid("initiative", "is required");
        initiative.Id = ResourceName.RequireId(request.InitiativeId, initiative.Id, "initiative_id");
        var name = ResourceName.RequireInitiative($"{portfolio}/initiatives/{initiative.Id}", "initiative_id");
        return writer.Write(name, Mode(request.RequestId, request.Change), request.ValidateOnly, members => members.Create(initiative), context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<Initiative> UpdateInitiative(UpdateInitiativeRequest request, ServerCallContext context)
    {
        var initiative = request.Initiative ?? throw Refusals.Invalid("initiative", "is required");
        var name = ResourceName.RequireInitiative(initiative.Name, "initiative.name");
        initiative.Id = ResourceName.RequireId(ResourceName.IdOf(name), initiative.Id, "initiative.name");
        var mask = UpdateMask.RequireKnown(request.UpdateMask, initiative) ? null : request.UpdateMask;
        return writer.Write(
            name, Mode(request.RequestId, request.Change), request.ValidateOnly, members => members.Update(initiative, mask, request.AllowMissing), context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<Initiative> DeleteInitiative(DeleteInitiativeRequest request, ServerCallContext context) => writer.Write(
        ResourceName.RequireInitiative(request.Name, "name"),
        Mode(request.RequestId, request.Change),
        validateOnly: false,
        members => members.Delete(request.Etag),
        context.CancellationToken);

    /// <inheritdoc/>
    public override Task<Initiative> UndeleteInitiative(UndeleteInitiativeRequest request, ServerCallContext context) => writer.Write(
        ResourceName.RequireInitiative(request.Name, "name"),
        Mode(request.RequestId, request.Change),
        validateOnly: false,
        members => members.Undelete(request.Etag),
        context.CancellationToken);

    static WriteMode Mode(string requestId, Change? change) => WriteMode.Existing(requestId, ChangeNote.Checked(change));
}
