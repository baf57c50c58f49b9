using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;
using Change = Portfolio.Contracts.V1.ChangeFrame.ChangeOneofCase;

namespace Portfolio.Cli.Commands;

/// <summary>Shows changes of a portfolio as they come; where the server is lost, it can go on with another behind what was shown.</summary>
/// <param name="subjects">Only of these; of all where there are none.</param>
/// <param name="json">An object a line.</param>
/// <param name="after">Position behind which to begin; null for now.</param>
sealed class ChangeWatch(string[] subjects, bool json, long? after)
{
    long? seen = after;

    /// <summary>How to go on behind what was shown.</summary>
    public string HowToGoOn => $"To go on from here: --after {seen ?? 0}";

    /// <summary>Shows until Ctrl-C, or until the server is lost.</summary>
    /// <returns>The exit code: which of the two it was.</returns>
    public async Task<int> Show(HeldPortfolio held, CancellationToken cancellation)
    {
        try
        {
            await foreach (var frame in held.Client.WatchChanges(held.Name, subjects, seen, cancellation))
                Show(frame, held);
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            Console.Error.WriteLine(HowToGoOn);
        }
        catch (ServerGoneException)
        {
            return ExitCode.NoServer;
        }

        return ExitCode.Done;
    }

    void Show(ChangeFrame frame, HeldPortfolio held)
    {
        if (seen is null && !json)
            Console.Error.WriteLine($"Watching {held.Id} from now on; what was before: --all. Ctrl-C ends it.");
        seen = frame.Sequence;
        if (frame.ChangeCase != Change.None)
            Console.Out.WriteLine(json ? Json.Of(frame).ToJsonString() : LineOf(frame, held));
    }

    static string LineOf(ChangeFrame frame, HeldPortfolio held) => frame.ChangeCase == Change.Entry
        ? EntryText.Line(frame.Entry, held.IdOf(frame.Entry.Subject))
        : ChangeText.Line(frame.Sequence, frame.Revision);
}
