using BenchmarkDotNet.Running;
using Portfolio.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(KernelBenchmarks).Assembly).Run(args);
