using System.Diagnostics;
using Portfolio.Model.Blocks;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Benchmarks;

/// <summary>What is gathered while the kernel is measured.</summary>
public enum StatisticsLevel
{
    /// <summary>End outcomes only.</summary>
    None,

    /// <summary>Moments of the default series.</summary>
    Moments,

    /// <summary>Moments and quantiles of the default series.</summary>
    Quantiles,
}

/// <summary>Rates of one measurement, over its rounds.</summary>
/// <param name="Median">The median round.</param>
/// <param name="Lowest">The slowest.</param>
/// <param name="Highest">The fastest.</param>
public sealed record Rate(double Median, double Lowest, double Highest)
{
    /// <summary>The rate of some rounds.</summary>
    public static Rate Of(IEnumerable<double> rounds)
    {
        double[] sorted = [.. rounds.Order()];
        return new Rate(sorted[sorted.Length / 2], sorted[0], sorted[^1]);
    }
}

/// <summary>What a measurement found; rates a second and thread.</summary>
/// <param name="Kernel">Initiative-months of the kernel that runs.</param>
/// <param name="Plain">Initiative-months of the plain kernel.</param>
/// <param name="Yardstick">Steps of the yardstick.</param>
/// <param name="ToYardstick">Kernel to yardstick, round by round.</param>
public sealed record BenchResult(Rate Kernel, Rate Plain, Rate Yardstick, Rate ToYardstick);

/// <summary>Measures the kernel beside the plain one and the yardstick, in rounds that alternate, so that what else the machine does strikes all three.</summary>
/// <param name="model">What is simulated.</param>
/// <param name="replications">Replications of the kernel a round and thread; the plain one does a sixteenth of them.</param>
/// <param name="threads">Threads that do the same at once, each with replications of its own.</param>
/// <param name="level">What is gathered.</param>
public sealed class KernelBench(PortfolioModel model, int replications, int threads, StatisticsLevel level)
{
    const int PlainPart = 16;
    const int ShardSize = 256;
    const int YardstickPasses = 100;

    static readonly IReadOnlyList<Series> Nothing = [];

    /// <summary>Measures some rounds, after others that only warm up.</summary>
    /// <param name="rounds">Rounds that count.</param>
    /// <param name="warmUp">How long to warm up at least, as the runtime recompiles what is warm only after a while; one round in any case.</param>
    /// <param name="cancellation">Gives up.</param>
    public BenchResult Run(int rounds, TimeSpan warmUp, CancellationToken cancellation)
    {
        var (kernel, plain, yardstick) = (new List<double>(), new List<double>(), new List<double>());
        var statistics = Statistics();
        var few = Math.Max(1, replications / PlainPart);
        var watch = Stopwatch.StartNew();
        for (var warm = false; kernel.Count < rounds;)
        {
            var vector = Measure(InitiativeMonths(replications), thread =>
                InShards(new ReplicationRange(thread * replications, replications), statistics[thread], VectorKernel.Simulate, cancellation));
            var one = Measure(InitiativeMonths(few), thread =>
                InShards(new ReplicationRange(thread * replications, few), statistics[thread], PlainKernel.Simulate, cancellation));
            var steps = Benchmarks.Yardstick.Run(1).Steps * YardstickPasses;
            var fixedLoop = Measure(steps, _ => Benchmarks.Yardstick.Run(YardstickPasses));
            if (!warm)
            {
                warm = watch.Elapsed >= warmUp;
                continue;
            }

            kernel.Add(vector);
            plain.Add(one);
            yardstick.Add(fixedLoop);
        }

        return new BenchResult(Rate.Of(kernel), Rate.Of(plain), Rate.Of(yardstick), Rate.Of(kernel.Zip(yardstick, (k, y) => k / y)));
    }

    /// <summary>Simulates as a run does: shard after shard, into one set of statistics, which fills on round after round; both kernels share it, as nobody reads it.</summary>
    void InShards(
        ReplicationRange range, SeriesStatistics into, Func<PortfolioModel, ReplicationRange, SeriesStatistics, CancellationToken, RangeResult> simulate, CancellationToken cancellation)
    {
        for (var done = 0; done < range.Count; done += ShardSize)
            simulate(model, new ReplicationRange(range.First + done, Math.Min(ShardSize, range.Count - done)), into, cancellation);
    }

    double InitiativeMonths(int count) => (double)count * model.Months * model.Initiatives.Count;

    SeriesStatistics[] Statistics() =>
    [
        .. Enumerable.Range(0, threads).Select(_ =>
            SeriesStatistics.Of(model, level == StatisticsLevel.None ? Nothing : SeriesFacts.Default, level == StatisticsLevel.Quantiles)),
    ];

    /// <summary>Units a second and thread, of work that every thread does once; each thread by its own watch, as processes would be.</summary>
    double Measure(double units, Action<int> work)
    {
        var rates = new double[threads];
        void Time(int thread)
        {
            var watch = Stopwatch.StartNew();
            work(thread);
            rates[thread] = units / watch.Elapsed.TotalSeconds;
        }

        if (threads == 1)
            Time(0);
        else
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, Time);
        return rates.Average();
    }
}
