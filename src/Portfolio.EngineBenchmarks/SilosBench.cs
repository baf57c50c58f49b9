using Portfolio.Model.Benchmarks;

namespace Portfolio.EngineBenchmarks;

/// <summary>What two servers of a cluster were found to do.</summary>
/// <param name="Replications">Replications of a run.</param>
/// <param name="ToKernels">Replications a second, to those of the two kernels before and behind, together.</param>
/// <param name="Keeping">The same, of a run that keeps the outcomes of its replications.</param>
sealed record SilosFound(int Replications, Rate ToKernels, Rate Keeping);

/// <summary>
/// Measures two servers of a cluster with a compute thread each beside two kernels that know nothing of each other. In each round the kernels simulate half of a run's replications before
/// the servers do the run and half behind it, so that what else the machine does, and how it changes meanwhile, strikes both.
/// </summary>
/// <param name="postgres">Connection string of a database for the servers, in which they leave a portfolio and no runs.</param>
/// <param name="length">How long about the kernels take for a run's replications, which follow from it: as many as make a long run on an old processor make a short one on a new.</param>
sealed class SilosBench(string postgres, TimeSpan length)
{
    const int Silos = 2;
    const int Sample = 1024;

    readonly TimeProvider time = TimeProvider.System;
    readonly BareKernel[] kernels = [.. Enumerable.Range(0, Silos).Select(_ => new BareKernel(BenchmarkPortfolio.Compile(BenchmarkPortfolio.Read())))];

    /// <summary>Measures some rounds, after others that only warm up, and then half as many of runs that keep outcomes.</summary>
    public async Task<SilosFound> Run(int rounds, int warmUps)
    {
        await using var one = await EngineServer.Start(threads: 1, postgres);
        await using var other = await EngineServer.Start(threads: 1, postgres);
        var portfolio = BenchmarkPortfolio.Read();
        portfolio.Id = $"benchmark-{Guid.NewGuid():N}";
        var name = await one.Add(portfolio);
        await Bare(Sample);
        var replications = (int)(await Bare(Sample) * length.TotalSeconds) / (2 * Silos) * 2 * Silos;
        var seed = 0UL;

        // Outcomes go last: the database still tidies up behind them when other runs have begun.
        return new SilosFound(replications, await Measure(-warmUps, rounds, keepOutcomes: false), await Measure(0, (rounds + 1) / 2, keepOutcomes: true));

        async Task<Rate> Measure(int from, int end, bool keepOutcomes)
        {
            var found = new List<double>();
            for (var round = from; round < end; round++)
            {
                seed++;
                var before = await Bare(replications / 2);
                var took = await Took(() => one.Complete(name, replications, seed, keepOutcomes: keepOutcomes));
                var behind = await Bare(replications / 2);
                if (round >= 0)
                    found.Add(replications / took.TotalSeconds * (1 / before + 1 / behind) / 2);
            }

            return Rate.Of(found);
        }
    }

    /// <summary>Has each kernel simulate its part of some replications, all at once.</summary>
    /// <returns>Replications a second of all kernels: the sum of what each does until its own end, as none waits for another.</returns>
    async Task<double> Bare(int replications)
    {
        var part = replications / Silos;
        var took = await Task.WhenAll(kernels.Select(kernel => Took(() => Task.Run(() => kernel.Simulate(part, withOutcomes: true)))));
        return took.Sum(each => part / each.TotalSeconds);
    }

    async Task<TimeSpan> Took(Func<Task> work)
    {
        var began = time.GetTimestamp();
        await work();
        return time.GetElapsedTime(began);
    }
}
