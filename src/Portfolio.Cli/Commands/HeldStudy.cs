using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary>A command's conversation with the server about a study that is there: it only watches, and the study goes on without it.</summary>
/// <param name="client">The server.</param>
/// <param name="held">The study.</param>
/// <param name="screen">Shows the study; null where nothing is shown.</param>
sealed class HeldStudy(PortfolioClient client, Study held, StudyScreen? screen) : StudySession(client, screen)
{
    /// <inheritdoc/>
    public override Task Start(CancellationToken cancellation)
    {
        Study = held;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task<IReadOnlyList<string>> Stop() => Task.FromResult(Sessions.Left(UnderWay));
}
