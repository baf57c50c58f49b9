using System.Collections.Concurrent;

namespace Portfolio.Grains.Tests;

/// <summary>Time that leaps from one thing that waits for it to the next: hours of it pass at once, and always alike.</summary>
/// <remarks>What waits goes on in the thread that has the time pass, one thing after the other.</remarks>
sealed class SimulatedTime : TimeProvider
{
    readonly PriorityQueue<Alarm, (long At, long Order)> alarms = new();
    long now;
    long order;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => now;

    public override DateTimeOffset GetUtcNow() => new(now, TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Does something, and has time pass until it is done.</summary>
    public void Do(Func<Task> work)
    {
        var before = SynchronizationContext.Current;
        using var turns = new Turns();
        SynchronizationContext.SetSynchronizationContext(turns);
        try
        {
            var done = work();
            while (!done.IsCompleted)
            {
                if (!turns.DoNext(isWaiting: alarms.Count == 0) && alarms.TryDequeue(out var alarm, out var at) && alarm.Due == at.At)
                {
                    now = at.At;
                    alarm.Ring();
                }
            }

            done.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>What goes on, in the order in which it could.</summary>
    sealed class Turns : SynchronizationContext, IDisposable
    {
        static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

        readonly BlockingCollection<Action> next = [];

        public override void Post(SendOrPostCallback d, object? state) => next.Add(() => d(state));

        public bool DoNext(bool isWaiting)
        {
            if (!next.TryTake(out var turn, isWaiting ? Patience : TimeSpan.Zero))
                return isWaiting ? throw new TimeoutException("nothing is waited for, and it is not done") : false;
            turn();
            return true;
        }

        public void Dispose() => next.Dispose();
    }

    sealed class Alarm(SimulatedTime time, Action ring) : ITimer
    {
        public long Due { get; set; } = long.MaxValue;

        public void Ring()
        {
            Due = long.MaxValue;
            ring();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime < TimeSpan.Zero ? long.MaxValue : time.now + dueTime.Ticks;
            if (Due < long.MaxValue)
                time.alarms.Enqueue(this, (Due, time.order++));
            return true;
        }

        public void Dispose() => Due = long.MaxValue;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
