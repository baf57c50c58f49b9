using Portfolio.Model.Simulation;

namespace Portfolio.Analysis;

/// <summary>A question about scenarios, ready to be computed, replication by replication on common random numbers.</summary>
public abstract class Inquiry
{
    /// <summary>Portfolios that are simulated side by side for each replication.</summary>
    public abstract int Cases { get; }

    /// <summary>Initiative-months of a replication, over all cases.</summary>
    public abstract double InitiativeMonths { get; }

    /// <summary>Replications of a shard: whole blocks of the kernel, and with many cases fewer, so that no shard takes long.</summary>
    public virtual int ShardSize => Cases <= 8 ? 128 : 32;

    /// <summary>Compiles every case that is known beforehand, so that simulating compiles nothing and a case that cannot be is found out at once.</summary>
    /// <param name="cancellation">Stops between cases.</param>
    /// <exception cref="QuestionException">A case cannot be.</exception>
    public virtual void MakeReady(CancellationToken cancellation)
    {
    }

    /// <summary>What is known before the first replication.</summary>
    public abstract Findings Nothing();

    /// <summary>Simulates some replications under every case. Safe for concurrent use.</summary>
    /// <param name="kernel">Simulates.</param>
    /// <param name="range">The replications.</param>
    /// <param name="cancellation">Stops between replications.</param>
    public abstract Findings Simulate(IKernel kernel, ReplicationRange range, CancellationToken cancellation);
}
