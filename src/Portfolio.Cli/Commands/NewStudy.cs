using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;
using Spectre.Console.Rendering;

namespace Portfolio.Cli.Commands;

/// <summary>A command's conversation with the server about a study of its own: writes the definitions, starts it, watches, reads.</summary>
/// <param name="client">The server.</param>
/// <param name="question">What is asked.</param>
/// <param name="request">How.</param>
/// <param name="screen">Shows the study; null where nothing is shown.</param>
sealed class NewStudy(PortfolioClient client, AskedQuestion question, SimulationRequest request, StudyScreen? screen) : StudySession(client, screen)
{
    readonly WrittenDefinitions definitions = new(client, question.Set, question.Scenarios);

    /// <inheritdoc/>
    protected override Func<Study, StudyAnswer, IRenderable>? SoFar => question.SoFar;

    /// <inheritdoc/>
    public override async Task Start(CancellationToken cancellation)
    {
        var create = new CreateStudyRequest { Parent = WrittenDefinitions.Workspace, Study = New(await definitions.Write(cancellation)) };
        if (Screen is not null && question.TellsCost)
            await TellCost(create.Clone(), cancellation);
        create.RequestId = Guid.NewGuid().ToString();
        Study = await Client.Studies.CreateStudyAsync(create, cancellationToken: cancellation);
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<string>> Stop()
    {
        if (UnderWay.Count == 0)
            return ["Interrupted before the study was started; nothing was kept."];
        return ["Interrupted. Kept:", StandingOf(await Client.Studies.CancelStudyAsync(new CancelStudyRequest { Name = Study.Name })).Kept];
    }

    async Task TellCost(CreateStudyRequest create, CancellationToken cancellation)
    {
        create.ValidateOnly = true;
        var valid = await Client.Studies.CreateStudyAsync(create, cancellationToken: cancellation);
        Screen?.Tell(valid.Cost, valid.Replications);
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
}
