using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary>A command's conversation with the server about some runs, which it watches to their end.</summary>
/// <param name="client">The server.</param>
/// <param name="screen">Shows the runs, in their order.</param>
abstract class RunSession(PortfolioClient client, IRunScreen screen) : ISession
{
    readonly List<(string Title, Run Run)> started = [];

    /// <inheritdoc/>
    public PortfolioClient Client => client;

    /// <summary>The runs, once they are started.</summary>
    public IReadOnlyList<Run> Runs => [.. started.Select(each => each.Run)];

    /// <inheritdoc/>
    public IReadOnlyList<string> UnderWay => [.. started.Select(each => each.Run.Name)];

    /// <inheritdoc/>
    public string WatchedBy => $"portfolio runs watch {string.Join(' ', started.Select(each => WorkTables.IdOf(each.Run.Name)))}";

    /// <inheritdoc/>
    public abstract Task Start(CancellationToken cancellation);

    /// <inheritdoc/>
    public async Task Watch(CancellationToken cancellation)
    {
        await Task.WhenAll(started.Select((each, index) => Watch(each.Run, index, cancellation)));
        Standing.CheckComplete([.. started.Select(each => StandingOf(each.Title, each.Run))]);
    }

    /// <inheritdoc/>
    public abstract Task<IReadOnlyList<string>> Stop();

    /// <summary>A run is under way.</summary>
    /// <param name="title">What people call it: scenario, and what else sets it apart from the others.</param>
    /// <param name="run">The run.</param>
    protected void Started(string title, Run run) => started.Add((title, run));

    /// <summary>Cancels the runs.</summary>
    /// <returns>How far each was.</returns>
    protected Task<Standing[]> Cancel() =>
        Task.WhenAll(started.Select(async each => StandingOf(each.Title, await client.Runs.CancelRunAsync(new CancelRunRequest { Name = each.Run.Name }))));

    async Task Watch(Run run, int index, CancellationToken cancellation)
    {
        await foreach (var frame in client.Watch(run.Name, view: null, cancellation))
        {
            if (frame.ContentCase == RunFrame.ContentOneofCase.Bands)
                screen.Show(index, frame.Bands);
            else if (frame.ContentCase == RunFrame.ContentOneofCase.Heartbeat)
                screen.Show(index, frame.Heartbeat);
            else if (frame.ContentCase == RunFrame.ContentOneofCase.Change)
                screen.Show(index, frame.Change);
            else if (frame.ContentCase == RunFrame.ContentOneofCase.Ended)
                started[index] = (started[index].Title, frame.Ended);
        }
    }

    static Standing StandingOf(string title, Run run) => new(run.Name, run.State, run.Error?.Message, run.ReplicationsDone, run.Replications, title);
}
