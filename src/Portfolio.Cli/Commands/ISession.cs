namespace Portfolio.Cli.Commands;

/// <summary>A command's conversation with a server about work that goes on there.</summary>
interface ISession
{
    /// <summary>Writes the definitions and starts the work.</summary>
    Task Start(CancellationToken cancellation);

    /// <summary>Watches the work to its end.</summary>
    /// <exception cref="CommandException">It ended otherwise than complete.</exception>
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
            foreach (var line in await session.Stop())
                Console.Error.WriteLine(line);
            return false;
        }
    }
}
