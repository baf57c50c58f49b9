using Grpc.Core;
using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;
using Spectre.Console.Rendering;

namespace Portfolio.Cli.Commands;

/// <summary>A command's conversation with the server about a study, which it watches to its end.</summary>
/// <param name="client">The server.</param>
/// <param name="screen">Shows the study; null where nothing is shown.</param>
abstract class StudySession(PortfolioClient client, StudyScreen? screen) : ISession
{
    static readonly TimeSpan SoFarEvery = TimeSpan.FromSeconds(3);

    Study? study;
    IRenderable? soFar;
    long asked;

    /// <inheritdoc/>
    public PortfolioClient Client => client;

    /// <summary>The study, as far as it is known.</summary>
    /// <exception cref="InvalidOperationException">None was started.</exception>
    public Study Study
    {
        get => study ?? throw new InvalidOperationException("no study was started");
        protected set => study = value;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> UnderWay => study is null ? [] : [study.Name];

    /// <inheritdoc/>
    public string WatchedBy => $"portfolio studies watch {WorkTables.IdOf(Study.Name)}";

    /// <summary>What shows the study; null where nothing is shown.</summary>
    protected StudyScreen? Screen => screen;

    /// <summary>What a terminal shows of an answer so far; without it, progress alone.</summary>
    protected virtual Func<Study, StudyAnswer, IRenderable>? SoFar => null;

    /// <inheritdoc/>
    public abstract Task Start(CancellationToken cancellation);

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
    public abstract Task<IReadOnlyList<string>> Stop();

    /// <summary>Reads what the study found so far.</summary>
    public async Task<StudyAnswer> Answer(CancellationToken cancellation) =>
        await client.Studies.GetStudyAnswerAsync(new GetStudyAnswerRequest { Name = Study.Name }, cancellationToken: cancellation);

    /// <summary>Where a study stands.</summary>
    protected static Standing StandingOf(Study study) =>
        new(study.Name, study.State, study.Error?.Message, study.ReplicationsDone, study.Replications, study.Compare is { } compare
            ? $"each of {compare.Scenarios.Count} scenarios"
            : $"each of {study.Cost?.Cases:N0} portfolios");

    // Asked in the turn of a frame, so that an answer never runs ahead of the progress above it.
    async Task Show(StudyScreen shown, StudyProgress progress, CancellationToken cancellation)
    {
        var time = TimeProvider.System;
        if (shown.IsLive && SoFar is { } render && (soFar is null || time.GetElapsedTime(asked) >= SoFarEvery))
        {
            asked = time.GetTimestamp();
            soFar = await AnswerIfAny(cancellation) is { } answer ? render(Study, answer) : soFar;
        }

        shown.Show(progress, soFar);
    }

    /// <summary>What the study found so far; null where the server is away just now, which the stream of its frames outlasts.</summary>
    async Task<StudyAnswer?> AnswerIfAny(CancellationToken cancellation)
    {
        try
        {
            return await Answer(cancellation);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Unavailable)
        {
            return null;
        }
    }
}
