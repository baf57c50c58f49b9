using System.Threading.Channels;
using Grpc.Core;
using Portfolio.Contracts.V1;

namespace Portfolio.Client;

/// <summary>
/// Somebody at the controls of a rehearsal: gives commands, and sees what they bring, and what those of others do. A lost connection is taken up again where it was; a command that was lost
/// with it is given again, and its id sees to it that it is applied once.
/// </summary>
public sealed class RehearsalPlayer : IAsyncDisposable
{
    readonly RehearsalService.RehearsalServiceClient rehearsals;
    readonly Outages outages;
    readonly RehearsalStream stream;

    internal RehearsalPlayer(string name, string author, RehearsalService.RehearsalServiceClient rehearsals, Outages outages)
    {
        (Name, Author) = (name, author);
        (this.rehearsals, this.outages) = (rehearsals, outages);
        stream = new RehearsalStream(rehearsals, name, outages);
    }

    /// <summary>The rehearsal's resource name.</summary>
    public string Name { get; }

    /// <summary>Who plays, by any name.</summary>
    public string Author { get; }

    /// <summary>The future so far and what comes, whoever plays, in the order of positions; none is seen twice. It ends where the rehearsal is deleted.</summary>
    /// <exception cref="RpcException">The server refused the stream, or was gone for too long.</exception>
    public ChannelReader<RehearsalFrame> Frames => stream.Frames;

    /// <summary>Lives through the next months, and then stands.</summary>
    /// <inheritdoc cref="Give"/>
    public Task<AppliedCommand> Step(int months = 1, CancellationToken cancellation = default) => Give(new RehearsalCommand { Step = new StepCommand { Months = months } }, cancellation);

    /// <summary>Lives through month after month.</summary>
    /// <param name="monthsPerSecond">Speed, above 0 and up to 1,000.</param>
    /// <param name="untilMonth">Months lived through at which it stands; 0 for the horizon's end.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<AppliedCommand> Play(double monthsPerSecond, int untilMonth = 0, CancellationToken cancellation = default) =>
        Give(new RehearsalCommand { Play = new PlayCommand { MonthsPerSecond = monthsPerSecond, UntilMonth = untilMonth } }, cancellation);

    /// <summary>Stands.</summary>
    /// <inheritdoc cref="Give"/>
    public Task<AppliedCommand> Pause(CancellationToken cancellation = default) => Give(new RehearsalCommand { Pause = new PauseCommand() }, cancellation);

    /// <summary>Goes back.</summary>
    /// <param name="month">The month that is next from then on, by index.</param>
    /// <param name="keepInterventions">Interventions from there on stay in force.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<AppliedCommand> Back(int month, bool keepInterventions = false, CancellationToken cancellation = default) =>
        Give(new RehearsalCommand { Back = new BackCommand { Month = month, KeepInterventions = keepInterventions } }, cancellation);

    /// <summary>Makes an event happen from the next month on.</summary>
    /// <inheritdoc cref="Give"/>
    public Task<AppliedCommand> Intervene(Event happening, CancellationToken cancellation = default) =>
        Give(new RehearsalCommand { Intervene = new InterveneCommand { Event = happening } }, cancellation);

    /// <summary>Notes something.</summary>
    /// <inheritdoc cref="Give"/>
    public Task<AppliedCommand> Annotate(string text, CancellationToken cancellation = default) => Give(new RehearsalCommand { Annotate = new AnnotateCommand { Text = text } }, cancellation);

    /// <summary>Makes another rehearsal that has the same past.</summary>
    /// <param name="month">Months that both share; null for all so far.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>Its player.</returns>
    public async Task<RehearsalPlayer> Branch(int? month = null, string description = "", CancellationToken cancellation = default)
    {
        var branch = new BranchCommand { Description = description };
        if (month is { } shared)
            branch.Month = shared;
        var applied = await Give(new RehearsalCommand { Branch = branch }, cancellation);
        return new RehearsalPlayer(applied.Branch, Author, rehearsals, outages);
    }

    /// <summary>The bands of what may follow from a month, and where this future lies.</summary>
    /// <param name="view">Subjects and series; null for the portfolio.</param>
    /// <param name="month">Months lived through when the others begin; null for all so far.</param>
    /// <param name="replications">How many others; 0 lets the server choose.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<RehearsalOdds> Odds(View? view = null, int? month = null, int replications = 0, CancellationToken cancellation = default)
    {
        var request = new GetRehearsalOddsRequest { Name = Name, View = view, Replications = replications };
        if (month is { } from)
            request.Month = from;
        return await rehearsals.GetRehearsalOddsAsync(request, cancellationToken: cancellation);
    }

    /// <summary>Makes a scenario of the interventions in force.</summary>
    /// <param name="scenario">Id of the scenario.</param>
    /// <param name="description">What it asks, for people.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<Scenario> Save(string scenario, string description = "", CancellationToken cancellation = default) => await rehearsals.SaveRehearsalScenarioAsync(
        new SaveRehearsalScenarioRequest { Name = Name, ScenarioId = scenario, Description = description, Change = new Change { Author = Author, Reason = $"done in {Name}" }, RequestId = Guid.NewGuid().ToString("N") }, cancellationToken: cancellation);

    /// <summary>Leaves the controls; the rehearsal stays as it is.</summary>
    public ValueTask DisposeAsync() => stream.DisposeAsync();

    /// <summary>Gives a command, and waits until it is applied and all frames that it brought can be read.</summary>
    /// <exception cref="RpcException">It was refused and changed nothing, or the server was gone for too long.</exception>
    Task<AppliedCommand> Give(RehearsalCommand command, CancellationToken cancellation)
    {
        (command.Id, command.Author) = (Guid.NewGuid().ToString("N"), Author);
        return stream.Give(command, cancellation);
    }
}
