using Portfolio.Contracts.V1;
using Portfolio.Model.Benchmarks;

namespace Portfolio.EngineBenchmarks;

/// <summary>How soon somebody who asks for a run sees something of it.</summary>
/// <param name="Created">Milliseconds from the request to the run that was created.</param>
/// <param name="FirstBands">Milliseconds from the request to the first bands.</param>
sealed record FirstFrameFound(Rate Created, Rate FirstBands);

/// <summary>Measures the way from a request to the first bands, on a server that is warm and has nothing else to do; every run has a seed of its own, so that nothing is known beforehand.</summary>
sealed class FirstFrameBench
{
    const int Replications = 100_000;

    readonly TimeProvider time = TimeProvider.System;

    /// <summary>Measures some runs, after others that only warm up; each is cancelled after its first bands.</summary>
    public async Task<FirstFrameFound> Run(int runs, int warmUps)
    {
        await using var server = await EngineServer.Start(Environment.ProcessorCount);
        var portfolio = await server.Add(BenchmarkPortfolio.Read());
        var found = new List<(double Created, double Bands)>();
        for (var run = -warmUps; run < runs; run++)
        {
            var took = await Measure(server, portfolio, seed: (ulong)(run + warmUps + 1));
            if (run >= 0)
                found.Add(took);
        }

        return new FirstFrameFound(Rate.Of(found.Select(each => each.Created)), Rate.Of(found.Select(each => each.Bands)));
    }

    async Task<(double Created, double Bands)> Measure(EngineServer server, string portfolio, ulong seed)
    {
        var asked = time.GetTimestamp();
        var run = await server.Begin(portfolio, Replications, seed);
        var (created, bands) = (time.GetElapsedTime(asked), TimeSpan.Zero);
        await foreach (var frame in server.Client.Watch(run.Name, null, CancellationToken.None))
        {
            if (frame.Bands is null)
                continue;
            bands = time.GetElapsedTime(asked);
            break;
        }

        await server.Client.Runs.CancelRunAsync(new CancelRunRequest { Name = run.Name });
        await server.Delete(run.Name);
        return (created.TotalMilliseconds, bands.TotalMilliseconds);
    }
}
