using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Batches;

namespace Portfolio.Cli.Commands;

/// <summary>What a server can be asked about batches.</summary>
sealed class BatchCalls : IWorkCalls
{
    /// <inheritdoc/>
    public string Collection => "batches";

    /// <inheritdoc/>
    public string One => "batch";

    /// <inheritdoc/>
    public string Unit => "items";

    /// <inheritdoc/>
    public string Naming => "NAME stands for workspaces/default/batches/NAME.";

    /// <inheritdoc/>
    public async Task<(IReadOnlyList<Work> Page, string Next)> List(PortfolioClient client, int size, string token, CancellationToken cancellation)
    {
        var request = new ListBatchesRequest { Parent = WrittenDefinitions.Workspace, PageSize = size, PageToken = token };
        var response = await client.Batches.ListBatchesAsync(request, cancellationToken: cancellation);
        return ([.. response.Batches.Select(Of)], response.NextPageToken);
    }

    /// <inheritdoc/>
    public async Task<Work> Get(PortfolioClient client, string name, CancellationToken cancellation) =>
        Of(await client.Batches.GetBatchAsync(new GetBatchRequest { Name = name }, cancellationToken: cancellation));

    /// <inheritdoc/>
    public async Task<Work> Pause(PortfolioClient client, string name, CancellationToken cancellation) =>
        Of(await client.Batches.PauseBatchAsync(new PauseBatchRequest { Name = name }, cancellationToken: cancellation));

    /// <inheritdoc/>
    public async Task<Work> Resume(PortfolioClient client, string name, CancellationToken cancellation) =>
        Of(await client.Batches.ResumeBatchAsync(new ResumeBatchRequest { Name = name }, cancellationToken: cancellation));

    /// <inheritdoc/>
    public async Task<Work> Cancel(PortfolioClient client, string name, CancellationToken cancellation) =>
        Of(await client.Batches.CancelBatchAsync(new CancelBatchRequest { Name = name }, cancellationToken: cancellation));

    /// <summary>Computes again what failed, or was not reached.</summary>
    public static async Task<Work> Retry(PortfolioClient client, string name, CancellationToken cancellation) =>
        Of(await client.Batches.RetryBatchAsync(new RetryBatchRequest { Name = name }, cancellationToken: cancellation));

    /// <inheritdoc/>
    public async Task Delete(PortfolioClient client, string name, CancellationToken cancellation) =>
        await client.Batches.DeleteBatchAsync(new DeleteBatchRequest { Name = name }, cancellationToken: cancellation);

    /// <inheritdoc/>
    public IEnumerable<(string Name, string Value)> Facts(Work work)
    {
        var batch = (Batch)work.Message;
        yield return ("batch", batch.Name);
        yield return ("asks", batch.Description);
        yield return ("portfolio", $"{WorkTables.IdOf(batch.Portfolio)}, revision {batch.PortfolioRevision}");
        yield return ("scenarios", ScenariosOf(batch));
        yield return ("seeds", batch.Seeds.Count == 0 ? "the portfolio's" : string.Join(", ", batch.Seeds));
        yield return ("sets", string.Join(", ", batch.Grid.Select(axis => axis.Path).Concat(batch.Design?.Over.Select(axis => axis.Path) ?? []).Concat(batch.Points.SelectMany(point => point.Set.Keys)).Distinct()));
        yield return ("state", WorkTables.StateOf(batch.State));
        yield return ("items", Figures.Count(batch.Items));
        yield return ("succeeded", $"{Figures.Count(batch.ItemsSucceeded)}{(batch.ItemsFromStore > 0 ? $", {Figures.Count(batch.ItemsFromStore)} of them answered by earlier runs" : "")}");
        yield return ("failed", batch.ItemsFailed > 0 ? Figures.Count(batch.ItemsFailed) : "");
        yield return ("replications", $"{Figures.Count(BatchItems.Replications(batch))} of each item");
        yield return ("created", WorkTables.TimeOf(batch.CreateTime));
        yield return ("ended", WorkTables.TimeOf(batch.EndTime));
        yield return ("error", batch.Error?.Message ?? "");
        yield return ("engine", batch.EngineVersion);
        yield return ("plan", batch.PlanHash);
    }

    static string ScenariosOf(Batch batch) =>
        batch.Scenarios.Count == 0 ? "the plain portfolio" : string.Join(", ", batch.Scenarios.Select(scenario => scenario.Length == 0 ? "the plain portfolio" : scenario));

    static Work Of(Batch batch) =>
        new(batch.Name, string.Join(' ', batch.Scenarios.Where(id => id.Length > 0).Prepend(WorkTables.IdOf(batch.Portfolio))), batch.State, batch.ItemsSucceeded + batch.ItemsFailed, batch.Items, batch.CreateTime.ToDateTimeOffset(), batch);
}
