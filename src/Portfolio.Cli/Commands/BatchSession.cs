using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Cli.Commands;

/// <summary>A command's conversation with the server about a batch, which it follows to its end.</summary>
/// <param name="client">The server.</param>
/// <param name="screen">Shows how far it is.</param>
abstract class BatchSession(PortfolioClient client, BatchScreen screen) : ISession
{
    /// <inheritdoc/>
    public PortfolioClient Client => client;

    /// <inheritdoc/>
    public IReadOnlyList<string> UnderWay => Batch is null ? [] : [Batch.Name];

    /// <inheritdoc/>
    public string? WatchedBy => null;

    /// <summary>The batch, as far as it is known; null before it was submitted.</summary>
    public Batch? Batch { get; protected set; }

    /// <summary>Why it ended before all its items had; null where it did not.</summary>
    public string? CutShort => Batch?.State switch
    {
        State.Failed => $"{Batch.Name} failed: {Batch.Error?.Message}",
        State.Cancelled => $"{Batch.Name} was cancelled; {GoesOn}",
        _ => null,
    };

    /// <summary>How one goes on with a batch that was cancelled.</summary>
    protected abstract string GoesOn { get; }

    /// <inheritdoc/>
    public abstract Task Start(CancellationToken cancellation);

    /// <summary>Watches the batch to its end, whatever that is: <see cref="CutShort"/> says whether all of its items had ended.</summary>
    /// <inheritdoc/>
    public async Task Watch(CancellationToken cancellation)
    {
        await foreach (var frame in client.WatchBatch(Batch!.Name, cancellation))
        {
            if (frame.ContentCase == BatchFrame.ContentOneofCase.Progress)
                screen.Show(frame.Progress);
            else if (frame.ContentCase == BatchFrame.ContentOneofCase.Ended)
                Batch = frame.Ended;
        }
    }

    /// <inheritdoc/>
    public abstract Task<IReadOnlyList<string>> Stop();
}
