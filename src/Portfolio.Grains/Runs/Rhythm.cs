namespace Portfolio.Grains.Runs;

/// <summary>
/// Keeps apart what may come so often and no oftener. Due times go on evenly, however late behind its own each came: so where there is always something new, as many come as may. None comes
/// within half the time of the one before.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="between">Time between two.</param>
sealed class Rhythm(TimeProvider time, TimeSpan between)
{
    /// <summary>What people look at comes no more often than they see.</summary>
    public static readonly TimeSpan ForEyes = TimeSpan.FromMilliseconds(100);

    readonly long began = time.GetTimestamp();
    TimeSpan due;

    /// <summary>How long it is until the next may come; not above 0 where it may come now.</summary>
    public TimeSpan Left => due - Now;

    TimeSpan Now => time.GetElapsedTime(began);

    /// <summary>One comes now, be it before its time.</summary>
    public void Come()
    {
        var now = Now;
        due = Later((due < now ? due : now) + between, now + (between / 2));
    }

    static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
