using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary>What a server can be asked about runs.</summary>
sealed class RunCalls : IWorkCalls
{
    /// <inheritdoc/>
    public string Collection => "runs";

    /// <inheritdoc/>
    public string One => "run";

    /// <inheritdoc/>
    public string Unit => "replications";

    /// <inheritdoc/>
    public string Naming => "NAME stands for workspaces/default/runs/NAME; a run of a batch's item has a longer name, which stands in the batch's table.";

    /// <inheritdoc/>
    public async Task<(IReadOnlyList<Work> Page, string Next)> List(PortfolioClient client, int size, string token, CancellationToken cancellation)
    {
        var request = new ListRunsRequest { Parent = WrittenDefinitions.Workspace, PageSize = size, PageToken = token };
        var response = await client.Runs.ListRunsAsync(request, cancellationToken: cancellation);
        return ([.. response.Runs.Select(Of)], response.NextPageToken);
    }

    /// <inheritdoc/>
    public async Task<Work> Get(PortfolioClient client, string name, CancellationToken cancellation) =>
        Of(await client.Runs.GetRunAsync(new GetRunRequest { Name = name }, cancellationToken: cancellation));

    /// <inheritdoc/>
    public async Task<Work> Pause(PortfolioClient client, string name, CancellationToken cancellation) =>
        Of(await client.Runs.PauseRunAsync(new PauseRunRequest { Name = name }, cancellationToken: cancellation));

    /// <inheritdoc/>
    public async Task<Work> Resume(PortfolioClient client, string name, CancellationToken cancellation) =>
        Of(await client.Runs.ResumeRunAsync(new ResumeRunRequest { Name = name }, cancellationToken: cancellation));

    /// <inheritdoc/>
    public async Task<Work> Cancel(PortfolioClient client, string name, CancellationToken cancellation) =>
        Of(await client.Runs.CancelRunAsync(new CancelRunRequest { Name = name }, cancellationToken: cancellation));

    /// <inheritdoc/>
    public async Task Delete(PortfolioClient client, string name, CancellationToken cancellation) =>
        await client.Runs.DeleteRunAsync(new DeleteRunRequest { Name = name }, cancellationToken: cancellation);

    /// <inheritdoc/>
    public IEnumerable<(string Name, string Value)> Facts(Work work)
    {
        var run = (Run)work.Message;
        yield return ("run", run.Name);
        yield return ("portfolio", $"{WorkTables.IdOf(run.Portfolio)}, revision {run.PortfolioRevision}");
        yield return ("scenario", run.Scenario.Length == 0 ? "the plain portfolio" : $"{WorkTables.IdOf(run.Scenario)}, revision {run.ScenarioRevision}");
        yield return ("item of", run.Batch);
        foreach (var (path, value) in run.Set)
            yield return ("sets", $"{path}: {ItemTable.Text(value)}");
        yield return ("starts", run.Forecast is null ? "as planned" : $"{run.Forecast.Month}, from what had happened by {WorkTables.TimeOf(run.Forecast.KnownTime)}");
        yield return ("state", WorkTables.StateOf(run.State));
        yield return ("replications", $"{Figures.Count(run.ReplicationsDone)} of {Figures.Count(run.Replications)}");
        yield return ("stopped", run.Until is null ? "" : Phrases.Stopped(run.StoppingReason, run.ReplicationsDone, run.Until));
        yield return ("seed", $"{run.Seed}{(run.Point ? ", means instead of draws" : "")}");
        yield return ("outcomes", run.KeepOutcomes ? "kept" : "computed again where they are asked for");
        yield return ("created", WorkTables.TimeOf(run.CreateTime));
        yield return ("ended", WorkTables.TimeOf(run.EndTime));
        yield return ("error", run.Error?.Message ?? "");
        yield return ("digest", run.Digest);
        yield return ("engine", string.Join(", then ", [run.EngineVersion, .. run.FurtherEngineVersions]));
        yield return ("plan", run.PlanHash);
        foreach (var fact in run.Manifest is null ? [] : ManifestFacts.Of(run.Manifest))
            yield return fact;
    }

    static Work Of(Run run) =>
        new(run.Name, $"{WorkTables.IdOf(run.Portfolio)} {WorkTables.IdOf(run.Scenario)}{(run.Forecast is null ? "" : $" from {run.Forecast.Month}")}", run.State, run.ReplicationsDone, run.Replications, run.CreateTime.ToDateTimeOffset(), run);
}
