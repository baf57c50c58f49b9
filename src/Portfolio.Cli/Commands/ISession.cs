using Portfolio.Client;

namespace Portfolio.Cli.Commands;

/// <summary>A command's conversation with a server about work that goes on there.</summary>
interface ISession
{
    /// <summary>The server.</summary>
    PortfolioClient Client { get; }

    /// <summary>Resource names of the work, which goes on whether somebody watches it or not; none before it was started.</summary>
    IReadOnlyList<string> UnderWay { get; }

    /// <summary>The command that watches it, without what says which server; null where it is the one that was given.</summary>
    string? WatchedBy { get; }

    /// <summary>Writes the definitions and starts the work.</summary>
    Task Start(CancellationToken cancellation);

    /// <summary>Watches the work to its end.</summary>
    /// <exception cref="CommandException">It ended otherwise than complete, and nothing more can be told of it.</exception>
    /// <exception cref="ServerGoneException">No server answered for too long; the work goes on where one runs.</exception>
    Task Watch(CancellationToken cancellation);

    /// <summary>Cancels what still goes on.</summary>
    /// <returns>What was kept, in words.</returns>
    Task<IReadOnlyList<string>> Stop();
}

/// <summary>What all such conversations have in common.</summary>
static class Sessions
{
    /// <summary>Starts the work and watches it to its end, or to the user's Ctrl-C, which cancels it and tells what was kept.</summary>
    /// <returns>Whether it came to its end.</returns>
    /// <exception cref="CommandException">No server answers, so that the work can neither be watched nor cancelled.</exception>
    public static async Task<bool> Complete(this ISession session, IDisposable? screen, CancellationToken cancellation)
    {
        try
        {
            await session.Start(cancellation);
            await session.Watch(cancellation);
            screen?.Dispose();
            return true;
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            // Told before the server is stopped: that may take a moment longer than people wait.
            screen?.Dispose();
            if (session.Client.Outage is { } outage)
                throw session.Unwatched(ExitCode.Failed, $"Interrupted; the server at {outage.Addresses} does not answer.");
            foreach (var line in await session.Stop())
                Console.Error.WriteLine(line);
            return false;
        }
        catch (ServerGoneException gone)
        {
            screen?.Dispose();
            throw session.Unwatched(ExitCode.NoServer, $"The server at {gone.Addresses} has not answered for {gone.Patience.TotalSeconds:0} s.");
        }
    }

    /// <summary>What to say where work is watched no longer that nobody cancels.</summary>
    public static IReadOnlyList<string> Left(IEnumerable<string> underWay) => ["No longer watched; what goes on while a server runs:", .. underWay.Select(name => $"  {name}")];

    static CommandException Unwatched(this ISession session, int code, string why) => session.UnderWay.Count == 0
        ? new CommandException(code, why)
        : new CommandException(code, [why, "Kept in its store, and going on once a server runs:", .. session.UnderWay.Select(name => $"  {name}")])
        {
            GoOn = new GoingOn(session.WatchedBy),
        };
}
