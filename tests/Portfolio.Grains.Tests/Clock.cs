namespace Portfolio.Grains.Tests;

/// <summary>A clock that stands until a test sets it; what waits by it waits a hundredth of the time.</summary>
sealed class Clock : TimeProvider
{
    const int Faster = 100;

    /// <summary>What it shows.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Sooner(dueTime), Sooner(period));

    static TimeSpan Sooner(TimeSpan span) => span > TimeSpan.Zero ? span / Faster : span;
}
