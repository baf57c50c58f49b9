using Portfolio.Model.Benchmarks;

namespace Portfolio.EngineBenchmarks;

/// <summary>What a run was found to cost, in processor time of server and client together.</summary>
/// <param name="ToStatistics">That to the bare kernel's with the same statistics, of series and of end outcomes, in the same round.</param>
/// <param name="Keeping">The same, of a run that keeps the outcomes of its replications.</param>
/// <param name="ToSeries">That to the bare kernel's with statistics of series alone.</param>
/// <param name="Client">The client's part of it.</param>
/// <param name="Replication">Microseconds of a replication.</param>
sealed record RunCostFound(Rate ToStatistics, Rate Keeping, Rate ToSeries, Rate Client, Rate Replication);

/// <summary>Measures runs through gRPC and Orleans, watched by one client, beside the bare kernel, in rounds in which they alternate, so that what else the machine does strikes both.</summary>
/// <param name="replications">Replications of a run.</param>
sealed class CostBench(int replications)
{
    /// <summary>Measures some rounds, after others that only warm up.</summary>
    public async Task<RunCostFound> Run(int rounds, int warmUps)
    {
        await using var server = await EngineServer.Start(threads: 1);
        var portfolio = BenchmarkPortfolio.Read();
        var (name, kernel) = (await server.Add(portfolio), new BareKernel(BenchmarkPortfolio.Compile(portfolio)));
        var found = new List<(double Run, double Keeping, double Client, double Statistics, double Series)>();
        for (var round = -warmUps; round < rounds; round++)
        {
            var series = kernel.Simulate(replications, withOutcomes: false);
            var (run, client) = await Cost(server, name, seed: (ulong)(round + warmUps + 1), keepOutcomes: false);
            var (keeping, _) = await Cost(server, name, seed: (ulong)(round + warmUps + 1), keepOutcomes: true);
            var statistics = kernel.Simulate(replications, withOutcomes: true);
            if (round >= 0)
                found.Add((run.TotalMicroseconds, keeping.TotalMicroseconds, client.TotalMicroseconds, statistics.TotalMicroseconds, series.TotalMicroseconds));
        }

        return new RunCostFound(
            Rate.Of(found.Select(each => each.Run / each.Statistics)),
            Rate.Of(found.Select(each => each.Keeping / each.Statistics)),
            Rate.Of(found.Select(each => each.Run / each.Series)),
            Rate.Of(found.Select(each => each.Client / each.Run)),
            Rate.Of(found.Select(each => each.Run / replications)));
    }

    async Task<(TimeSpan All, TimeSpan Client)> Cost(EngineServer server, string portfolio, ulong seed, bool keepOutcomes)
    {
        var (serverBefore, clientBefore) = (server.ProcessorTime, Environment.CpuUsage.TotalTime);
        await server.Complete(portfolio, replications, seed, keepOutcomes: keepOutcomes);
        var client = Environment.CpuUsage.TotalTime - clientBefore;
        return (server.ProcessorTime - serverBefore + client, client);
    }
}
