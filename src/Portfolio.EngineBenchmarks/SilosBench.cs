using Portfolio.Model.Benchmarks;

namespace Portfolio.EngineBenchmarks;

/// <summary>What two servers of a cluster were found to do.</summary>
/// <param name="ToKernels">Replications a second, to that of the two kernels in the same round.</param>
/// <param name="Keeping">The same, of a run that keeps the outcomes of its replications.</param>
sealed record SilosFound(Rate ToKernels, Rate Keeping);

/// <summary>Measures two servers of a cluster with a compute thread each beside two kernels that know nothing of each other, in rounds in which they alternate.</summary>
/// <param name="postgres">Connection string of a database for the servers, in which they leave a portfolio and no runs.</param>
/// <param name="replications">Replications of a run.</param>
sealed class SilosBench(string postgres, int replications)
{
    readonly TimeProvider time = TimeProvider.System;

    /// <summary>Measures some rounds, after others that only warm up.</summary>
    public async Task<SilosFound> Run(int rounds, int warmUps)
    {
        await using var one = await EngineServer.Start(threads: 1, postgres);
        await using var other = await EngineServer.Start(threads: 1, postgres);
        var portfolio = BenchmarkPortfolio.Read();
        var kernels = Enumerable.Range(0, 2).Select(_ => new BareKernel(BenchmarkPortfolio.Compile(portfolio))).ToList();
        portfolio.Id = $"benchmark-{Guid.NewGuid():N}";
        var name = await one.Add(portfolio);
        var seed = 0UL;

        // Outcomes go last: the database still tidies up behind them when other runs have begun.
        return new SilosFound(await Measure(keepOutcomes: false), await Measure(keepOutcomes: true));

        async Task<Rate> Measure(bool keepOutcomes)
        {
            var found = new List<double>();
            for (var round = -warmUps; round < rounds; round++)
            {
                seed++;
                var servers = await Took(() => one.Complete(name, replications, seed, keepOutcomes: keepOutcomes));
                var bare = await Took(() => Task.WhenAll(kernels.Select(kernel => Task.Run(() => kernel.Simulate(replications / kernels.Count, withOutcomes: true)))));
                if (round >= 0)
                    found.Add(bare / servers);
            }

            return Rate.Of(found);
        }
    }

    async Task<TimeSpan> Took(Func<Task> work)
    {
        var began = time.GetTimestamp();
        await work();
        return time.GetElapsedTime(began);
    }
}
