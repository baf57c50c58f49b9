using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;
using Spectre.Console.Rendering;

namespace Portfolio.Cli.Commands;

/// <summary>One command's conversation with the server about a study: writes the definitions, starts it, watches, reads.</summary>
sealed class StudySession(PortfolioClient client, AskedQuestion question, SimulationRequest request, StudyScreen? screen) : ISession
{
    static readonly TimeSpan SoFarEvery = TimeSpan.FromSeconds(3);

    readonly WrittenDefinitions definitions = new(client, question.Set, question.Scenarios);
    Study? study;
    IRenderable? soFar;
    long asked;

    /// <summary>The study, as far as it is known.</summary>
    /// <exception cref="InvalidOperationException">None was started.</exception>
    public Study Study => study ?? throw new InvalidOperationException("no study was started");

    /// <inheritdoc/>
    public async Task Start(CancellationToken cancellation)
    {
        var create = new CreateStudyRequest { Parent = WrittenDefinitions.Workspace, Study = New(await definitions.Write(cancellation)) };
        if (screen is not null && question.TellsCost)
            await TellCost(create.Clone(), cancellation);
        create.RequestId = Guid.NewGuid().ToString();
        study = await client.Studies.CreateStudyAsync(create, cancellationToken: cancellation);
    }

    /// <inheritdoc/>
    public async Task Watch(CancellationToken cancellation)
    {
        screen?.Begin();
        await foreach (var frame in client.WatchStudy(Study.Name, cancellation))
        {
            if (frame.ContentCase == StudyFrame.ContentOneofCase.Progress && screen is not null)
                await Show(screen, frame.Progress, cancellation);
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

    /// <summary>Reads what the study found so far.</summary>
    public async Task<StudyAnswer> Answer(CancellationToken cancellation) =>
        await client.Studies.GetStudyAnswerAsync(new GetStudyAnswerRequest { Name = Study.Name }, cancellationToken: cancellation);

    async Task TellCost(CreateStudyRequest create, CancellationToken cancellation)
    {
        create.ValidateOnly = true;
        var valid = await client.Studies.CreateStudyAsync(create, cancellationToken: cancellation);
        screen?.Tell(valid.Cost, valid.Replications);
    }

    // Asked in the turn of a frame, so that an answer never runs ahead of the progress above it.
    async Task Show(StudyScreen shown, StudyProgress progress, CancellationToken cancellation)
    {
        var time = TimeProvider.System;
        if (shown.IsLive && question.SoFar is { } render && (soFar is null || time.GetElapsedTime(asked) >= SoFarEvery))
        {
            asked = time.GetTimestamp();
            soFar = render(Study, await Answer(cancellation));
        }

        shown.Show(progress, soFar);
    }

    Study New(long revision)
    {
        var wanted = new Study
        {
            Portfolio = definitions.Portfolio,
            PortfolioRevision = revision,
            Replications = request.Replications,
            Point = request.Point,
            Until = request.Until,
        };
        question.Fill(wanted, [.. definitions.Scenarios.Select(definitions.NameOf)]);
        string?[] counterfactual = wanted.Compare is null ? [] : [question.Set.Portfolio.Counterfactual];
        wanted.ScenarioRevisions.Add(definitions.Revisions([.. definitions.Scenarios, .. counterfactual]));
        if (request.Seed is { } seed)
            wanted.Seed = seed;
        return wanted;
    }

    Standing StandingOf(Study study) =>
        new(study.Name, study.State, study.Error?.Message, study.ReplicationsDone, study.Replications, question.TellsCost
            ? $"each of {study.Cost?.Cases:N0} portfolios"
            : $"each of {definitions.Scenarios.Count} scenarios");
}
