using Google.Protobuf.WellKnownTypes;
using Portfolio.Contracts.V1;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Grains.Runs;

/// <summary>How fast a run goes since it was last started.</summary>
readonly record struct Pace
{
    readonly TimeProvider? time;
    readonly long started;

    /// <summary>A run that starts with some replications done.</summary>
    public Pace(TimeProvider time, int done) => (this.time, started, Before) = (time, time.GetTimestamp(), done);

    /// <summary>Replications a second.</summary>
    public double PerSecond { get; private init; }

    int Before { get; init; }

    /// <summary>The pace where some replications of those that follow were computed before.</summary>
    public Pace Without(int replications) => this with { Before = Before + replications };

    /// <summary>The pace after more replications.</summary>
    public Pace At(int done) => this with { PerSecond = time is null ? 0 : (done - Before) / Math.Max(1e-3, time.GetElapsedTime(started).TotalSeconds) };

    /// <summary>How fast it goes, as a sign of life.</summary>
    public Heartbeat Beat(int done, int wanted, State state)
    {
        var beat = new Heartbeat { ReplicationsDone = done };
        if (state == State.Running)
            (beat.ReplicationsPerSecond, beat.TimeLeft) = (PerSecond, Duration.FromTimeSpan(TimeLeft(wanted - done)));
        return beat;
    }

    /// <summary>Time that some replications will take.</summary>
    public TimeSpan TimeLeft(int replications) => PerSecond > 0 ? TimeSpan.FromSeconds(Math.Min(1e6, replications / PerSecond)) : TimeSpan.Zero;
}
