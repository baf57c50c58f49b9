using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary>What a server can be asked about studies.</summary>
sealed class StudyCalls : IWorkCalls
{
    /// <inheritdoc/>
    public string Collection => "studies";

    /// <inheritdoc/>
    public string One => "study";

    /// <inheritdoc/>
    public string Unit => "replications";

    /// <inheritdoc/>
    public string Naming => "NAME stands for workspaces/default/studies/NAME.";

    /// <inheritdoc/>
    public async Task<(IReadOnlyList<Work> Page, string Next)> List(PortfolioClient client, int size, string token, CancellationToken cancellation)
    {
        var request = new ListStudiesRequest { Parent = WrittenDefinitions.Workspace, PageSize = size, PageToken = token };
        var response = await client.Studies.ListStudiesAsync(request, cancellationToken: cancellation);
        return ([.. response.Studies.Select(Of)], response.NextPageToken);
    }

    /// <inheritdoc/>
    public async Task<Work> Get(PortfolioClient client, string name, CancellationToken cancellation) =>
        Of(await client.Studies.GetStudyAsync(new GetStudyRequest { Name = name }, cancellationToken: cancellation));

    /// <inheritdoc/>
    public async Task<Work> Pause(PortfolioClient client, string name, CancellationToken cancellation) =>
        Of(await client.Studies.PauseStudyAsync(new PauseStudyRequest { Name = name }, cancellationToken: cancellation));

    /// <inheritdoc/>
    public async Task<Work> Resume(PortfolioClient client, string name, CancellationToken cancellation) =>
        Of(await client.Studies.ResumeStudyAsync(new ResumeStudyRequest { Name = name }, cancellationToken: cancellation));

    /// <inheritdoc/>
    public async Task<Work> Cancel(PortfolioClient client, string name, CancellationToken cancellation) =>
        Of(await client.Studies.CancelStudyAsync(new CancelStudyRequest { Name = name }, cancellationToken: cancellation));

    /// <inheritdoc/>
    public async Task Delete(PortfolioClient client, string name, CancellationToken cancellation) =>
        await client.Studies.DeleteStudyAsync(new DeleteStudyRequest { Name = name }, cancellationToken: cancellation);

    /// <inheritdoc/>
    public IEnumerable<(string Name, string Value)> Facts(Work work)
    {
        var study = (Study)work.Message;
        yield return ("study", study.Name);
        yield return ("portfolio", $"{WorkTables.IdOf(study.Portfolio)}, revision {study.PortfolioRevision}");
        yield return ("question", study.QuestionCase.ToString());
        yield return ("state", WorkTables.StateOf(study.State));
        yield return ("replications", $"{Figures.Count(study.ReplicationsDone)} of {Figures.Count(study.Replications)}");
        yield return ("stopped", study.Until is null ? "" : Phrases.Stopped(study.StoppingReason, study.ReplicationsDone, study.Until));
        yield return ("seed", $"{study.Seed}{(study.Point ? ", means instead of draws" : "")}");
        yield return ("created", WorkTables.TimeOf(study.CreateTime));
        yield return ("ended", WorkTables.TimeOf(study.EndTime));
        yield return ("error", study.Error?.Message ?? "");
        yield return ("plan", study.PlanHash);
        yield return ("engine", study.EngineVersion);
    }

    static Work Of(Study study) =>
        new(study.Name, $"{WorkTables.IdOf(study.Portfolio)} {study.QuestionCase}", study.State, study.ReplicationsDone, study.Replications, study.CreateTime.ToDateTimeOffset(), study);
}
