using Portfolio.Model.Benchmarks;

namespace Portfolio.EngineBenchmarks;

/// <summary>How what a run takes was found to grow.</summary>
/// <param name="Replication">The server's processor time for one run of many replications, to that for as many replications in runs of few.</param>
/// <param name="InitiativeMonth">The same for an initiative-month of many initiatives, to that of few.</param>
/// <param name="ServerMemory">What the server held at most while it computed the one run, to that with the others.</param>
/// <param name="ClientMemory">What this process held at most while it watched it, to that with the others.</param>
sealed record GrowthFound(Rate Replication, Rate InitiativeMonth, Rate ServerMemory, Rate ClientMemory);

/// <summary>Measures runs of few and of many replications, and of few and of many initiatives, each on a server of its own, in rounds in which they alternate.</summary>
/// <remarks>
/// One run of many replications stands beside as many replications in runs of few: what a server holds at most rises with how long it is looked at, by what the collector does, and is
/// looked at as long in both.
/// </remarks>
/// <param name="few">Few replications.</param>
/// <param name="many">Many replications.</param>
/// <param name="wide">Replications of few and of many initiatives.</param>
sealed class GrowthBench(int few, int many, int wide)
{
    const int FewInitiatives = 10;
    const int ManyInitiatives = 300;

    /// <summary>Runs that a server computes before, so that its code is compiled and its heap has the size that it keeps.</summary>
    const int WarmUps = 5;

    /// <summary>Measures some rounds, after the client, which this process is in all of them, has read streams enough to be as large as it stays.</summary>
    public async Task<GrowthFound> Run(int rounds)
    {
        await Measure(BenchmarkPortfolio.Read(), few, few);
        var replications = new List<(Taken Few, Taken Many)>();
        var initiatives = new List<(Taken Few, Taken Many)>();
        for (var round = 0; round < rounds; round++)
        {
            var usual = BenchmarkPortfolio.Read();
            replications.Add((await Measure(usual, few, few, runs: many / few), await Measure(usual, few, many)));
            initiatives.Add((await Measure(BenchmarkPortfolio.Of(FewInitiatives), wide, wide), await Measure(BenchmarkPortfolio.Of(ManyInitiatives), wide, wide)));
        }

        return new GrowthFound(
            Rate.Of(replications.Select(each => each.Many.Processor / each.Few.Processor)),
            Rate.Of(initiatives.Select(each => each.Many.Processor / ManyInitiatives / (each.Few.Processor / FewInitiatives))),
            Rate.Of(replications.Select(each => (double)each.Many.Server / each.Few.Server)),
            Rate.Of(replications.Select(each => (double)each.Many.Client / each.Few.Client)));
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
