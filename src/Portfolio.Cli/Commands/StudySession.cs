using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary>One <c>compare</c> command's conversation with the server: writes the definitions, starts a study of all scenarios, watches, reads.</summary>
sealed class StudySession(PortfolioClient client, WrittenDefinitions definitions, SimulationRequest request, StudyScreen? screen) : ISession
{
    Study? study;

    /// <summary>The study, as far as it is known.</summary>
    /// <exception cref="InvalidOperationException">None was started.</exception>
    public Study Study => study ?? throw new InvalidOperationException("no study was started");

    /// <inheritdoc/>
    public async Task Start(CancellationToken cancellation)
    {
        var revision = await definitions.Write(cancellation);
        var create = new CreateStudyRequest { Parent = WrittenDefinitions.Workspace, Study = New(revision), RequestId = Guid.NewGuid().ToString() };
        study = await client.Studies.CreateStudyAsync(create, cancellationToken: cancellation);
    }

    /// <inheritdoc/>
    public async Task Watch(CancellationToken cancellation)
    {
        await foreach (var frame in client.WatchStudy(Study.Name, cancellation))
        {
            if (frame.ContentCase == StudyFrame.ContentOneofCase.Progress)
                screen?.Show(frame.Progress);
            else if (frame.ContentCase == StudyFrame.ContentOneofCase.Ended)
                study = frame.Ended;
        }

        Standing.CheckComplete(StandingOf(Study));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> Stop()
    {
        if (study is null)
            return ["Interrupted before the study was started; nothing was kept."];
        return ["Interrupted. Kept:", StandingOf(await client.Studies.CancelStudyAsync(new CancelStudyRequest { Name = study.Name })).Kept];
    }

    /// <summary>Reads what the study found.</summary>
    public async Task<StudyAnswer> Answer(CancellationToken cancellation) =>
        await client.Studies.GetStudyAnswerAsync(new GetStudyAnswerRequest { Name = Study.Name }, cancellationToken: cancellation);

    Study New(long revision)
    {
        var wanted = new Study
        {
            Portfolio = definitions.Portfolio,
            PortfolioRevision = revision,
            Replications = request.Replications,
            Point = request.Point,
            Compare = new CompareQuestion { Scenarios = { definitions.Scenarios.Select(definitions.NameOf) } },
        };
        if (request.Seed is { } seed)
            wanted.Seed = seed;
        return wanted;
    }

    static Standing StandingOf(Study study) =>
        new(study.Name, study.State, study.Error?.Message, study.ReplicationsDone, study.Replications, $"each of {study.Compare?.Scenarios.Count} scenarios");
}
