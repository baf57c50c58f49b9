using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Commands;

/// <summary>A command's conversation with the server about a batch that is there: it only follows it, and the batch goes on without it.</summary>
/// <param name="client">The server.</param>
/// <param name="held">The batch.</param>
/// <param name="screen">Shows how far it is.</param>
sealed class HeldBatch(PortfolioClient client, Batch held, BatchScreen screen) : BatchSession(client, screen)
{
    /// <inheritdoc/>
    protected override string GoesOn => $"portfolio batches retry {WorkTables.IdOf(held.Name)} goes on with it";

    /// <inheritdoc/>
    public override Task Start(CancellationToken cancellation)
    {
        Batch = held;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task<IReadOnlyList<string>> Stop() => Task.FromResult(Sessions.Left(UnderWay));
}
