using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary>A command's conversation with the server about runs that are there: it only watches, and they go on without it.</summary>
/// <param name="client">The server.</param>
/// <param name="runs">The runs.</param>
/// <param name="screen">Shows the runs, in their order.</param>
sealed class HeldRuns(PortfolioClient client, IReadOnlyList<Run> runs, IRunScreen screen) : RunSession(client, screen)
{
    /// <inheritdoc/>
    public override Task Start(CancellationToken cancellation)
    {
        foreach (var run in runs)
            Started(TitleOf(run), run);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task<IReadOnlyList<string>> Stop() => Task.FromResult(Sessions.Left(UnderWay));

    /// <summary>What people call a run: its scenario, or its portfolio where it is the plain one.</summary>
    public static string TitleOf(Run run) => WorkTables.IdOf(run.Scenario.Length == 0 ? run.Portfolio : run.Scenario);
}
