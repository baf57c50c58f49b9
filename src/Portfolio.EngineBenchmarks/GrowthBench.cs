using Portfolio.Model.Benchmarks;

namespace Portfolio.EngineBenchmarks;

/// <summary>How what a run takes was found to grow with its replications.</summary>
/// <param name="Processor">The server's processor time for one run of many replications, to that for as many replications in runs of few.</param>
/// <param name="Server">What the server held at most while it computed the one run, to that with the others.</param>
/// <param name="Client">What this process held at most while it watched it, to that with the others.</param>
sealed record GrowthFound(Rate Processor, Rate Server, Rate Client);

/// <summary>Measures runs of few and of many replications, and of few and of many initiatives, each on a server of its own, in rounds in which they alternate.</summary>
/// <remarks>
/// Both sides always have as much to do. One run of many replications stands beside as many replications in runs of few: what a server holds at most rises with how long it is looked at, by
/// what the collector does. And a run of many initiatives stands beside as many initiative-months in runs of few, each of as many replications: a single one is over in a second, in which others' load
/// and what is still compiled would be much of what it takes.
/// </remarks>
static class GrowthBench
{
    /// <summary>Few initiatives.</summary>
    public const int FewInitiatives = 10;

    /// <summary>Many initiatives.</summary>
    public const int ManyInitiatives = 300;

    /// <summary>Runs that a server computes before, so that its code is compiled and its heap has the size that it keeps.</summary>
    const int WarmUps = 5;

    /// <summary>Measures runs of few and of many replications, after the client, which this process is in all of them, has read streams enough to be as large as it stays.</summary>
    public static async Task<GrowthFound> OfReplications(int few, int many, int rounds)
    {
        var portfolio = BenchmarkPortfolio.Read();
        await Measure(portfolio, few, few);
        var found = new List<(Taken Few, Taken Many)>();
        for (var round = 0; round < rounds; round++)
            found.Add((await Measure(portfolio, few, few, runs: many / few), await Measure(portfolio, few, many)));
        return new GrowthFound(
            Rate.Of(found.Select(each => each.Many.Processor / each.Few.Processor)),
            Rate.Of(found.Select(each => (double)each.Many.Server / each.Few.Server)),
            Rate.Of(found.Select(each => (double)each.Many.Client / each.Few.Client)));
    }

    /// <summary>Measures runs of few and of many initiatives.</summary>
    /// <param name="replications">Of each run.</param>
    /// <param name="rounds">How often.</param>
    /// <returns>The server's processor time for an initiative-month of many initiatives, to that of few.</returns>
    public static async Task<Rate> OfInitiatives(int replications, int rounds)
    {
        const int PartOfWarmUp = 10;
        var found = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var few = await Measure(BenchmarkPortfolio.Of(FewInitiatives), replications, replications, runs: ManyInitiatives / FewInitiatives);
            var many = await Measure(BenchmarkPortfolio.Of(ManyInitiatives), Math.Max(1, replications / PartOfWarmUp), replications);
            found.Add(many.Processor / few.Processor);
        }

        return Rate.Of(found);
    }

    /// <summary>What one run takes, or some after each other, on a server that has computed others, no longer than these.</summary>
    static async Task<Taken> Measure(PortfolioDefinition portfolio, int before, int replications, int runs = 1)
    {
        await using var server = await EngineServer.Start(threads: 1);
        var name = await server.Add(portfolio);
        for (var seed = 0; seed < WarmUps; seed++)
            await server.Complete(name, before, (ulong)seed);
        var (atFirst, memory, client) = (server.ProcessorTime, 0L, 0L);
        for (var seed = WarmUps; seed < WarmUps + runs; seed++)
            await server.Complete(name, replications, (ulong)seed, _ => (memory, client) = (Math.Max(memory, server.Memory), Math.Max(client, Environment.WorkingSet)));
        return new Taken((server.ProcessorTime - atFirst).TotalSeconds, memory, client);
    }

    /// <summary>What they took.</summary>
    /// <param name="Processor">Seconds of the server's processor time.</param>
    /// <param name="Server">Bytes that the server held at most.</param>
    /// <param name="Client">Bytes that this process held at most.</param>
    sealed record Taken(double Processor, long Server, long Client);
}
