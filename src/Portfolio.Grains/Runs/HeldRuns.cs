namespace Portfolio.Grains.Runs;

/// <summary>
/// The runs of a silo that have ended and hold what they merged in memory: the few that were asked about last, as each takes tens of megabytes and can be read again, however many runs somebody goes through.
/// </summary>
sealed class HeldRuns
{
    /// <summary>So many of them.</summary>
    public const int Most = 8;

    readonly List<(string Run, Action LetGo)> held = [];

    /// <summary>Notes that a run was asked about. Another may be let go.</summary>
    /// <param name="run">Its name.</param>
    /// <param name="letGo">Has it put away what it holds; may be called from any thread.</param>
    public void Note(string run, Action letGo)
    {
        Action? others = null;
        lock (held)
        {
            Forget(run);
            held.Add((run, letGo));
            if (held.Count > Most)
            {
                others = held[0].LetGo;
                held.RemoveAt(0);
            }
        }

        others?.Invoke();
    }

    /// <summary>Notes that a run holds nothing any more.</summary>
    public void Forget(string run)
    {
        lock (held)
            held.RemoveAll(each => each.Run == run);
    }
}
