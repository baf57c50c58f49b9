namespace Portfolio.Cli.Rendering;

/// <summary>Lines that say something while a command goes on. They go to standard error, but while somebody draws on the terminal, of which there is one, who draws says where they go.</summary>
static class Notices
{
    static readonly Lock Gate = new();
    static Action<string>? drawn;

    /// <summary>Says something.</summary>
    public static void Tell(string line)
    {
        lock (Gate)
            (drawn ?? Console.Error.WriteLine)(line);
    }

    /// <summary>Takes lines over until it is disposed.</summary>
    public static IDisposable Take(Action<string> show)
    {
        lock (Gate)
            drawn = show;
        return new Taken();
    }

    sealed class Taken : IDisposable
    {
        public void Dispose()
        {
            lock (Gate)
                drawn = null;
        }
    }
}
