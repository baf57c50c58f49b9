using BenchmarkDotNet.Attributes;
using Portfolio.Definitions;
using Portfolio.Definitions.Compiling;
using Portfolio.Definitions.Files;
using Portfolio.Model;
using Portfolio.Model.Benchmarks;
using Portfolio.Model.Blocks;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.Benchmarks;

/// <summary>What statistics cost the kernel, and how far it is ahead of the plain one: 1,024 replications of the benchmark portfolio an operation.</summary>
[MemoryDiagnoser]
public class KernelBenchmarks
{
    PortfolioModel model = null!;

    /// <summary>Replications an operation.</summary>
    [Params(1024)]
    public int Replications { get; set; } = 1024;

    /// <summary>Passes of the yardstick an operation.</summary>
    public int Passes { get; set; } = 100;

    /// <summary>What is gathered.</summary>
    [Params(StatisticsLevel.None, StatisticsLevel.Moments, StatisticsLevel.Quantiles)]
    public StatisticsLevel Statistics { get; set; }

    /// <summary>Folder or file of the portfolio; PORTFOLIO_BENCHMARK, or the benchmark portfolio of the repository one stands in.</summary>
    public string Path { get; set; } = Environment.GetEnvironmentVariable("PORTFOLIO_BENCHMARK") ?? "simulations/benchmark";

    /// <summary>Compiles the portfolio.</summary>
    [GlobalSetup]
    public void Compile()
    {
        var problems = new Problems();
        var set = DefinitionFiles.Read(Path, problems);
        model = (set is null ? null : Compiler.Compile(set, null, new CompileOptions(), problems)?.Model)
            ?? throw new InvalidOperationException(string.Join('\n', problems.Found));
    }

    /// <summary>The kernel that runs.</summary>
    [Benchmark(Baseline = true)]
    public RangeResult Vector() => VectorKernel.Simulate(model, Range, Empty(), CancellationToken.None);

    /// <summary>The plain kernel.</summary>
    [Benchmark]
    public RangeResult Plain() => PlainKernel.Simulate(model, Range, Empty(), CancellationToken.None);

    /// <summary>The yardstick.</summary>
    [Benchmark]
    public double Yardstick() => Model.Benchmarks.Yardstick.Run(Passes).Check;

    ReplicationRange Range => new(0, Replications);

    SeriesStatistics Empty() => new(
        Statistics == StatisticsLevel.None ? [] : SeriesFacts.Default, new Subjects(model).Count, model.Months, Statistics == StatisticsLevel.Quantiles);
}
