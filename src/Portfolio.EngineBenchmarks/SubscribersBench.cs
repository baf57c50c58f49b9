using Portfolio.Client;
using Portfolio.Contracts.V1;
using Portfolio.Model.Benchmarks;

namespace Portfolio.EngineBenchmarks;

/// <summary>What subscribers of one run were found to cost.</summary>
/// <param name="ToOne">The server's processor time with many to that with one, in the same round.</param>
/// <param name="Frames">Bands that each of the many saw, a second of the run.</param>
/// <param name="FramesBesideSlow">The same where one more reads a frame a second.</param>
/// <param name="SlowFrames">Bands that this one saw, a second of the run.</param>
/// <param name="SlowBytes">Bytes of memory that the server held at most with that one more than without it.</param>
sealed record SubscribersFound(Rate ToOne, Rate Frames, Rate FramesBesideSlow, Rate SlowFrames, Rate SlowBytes);

/// <summary>Measures a run with one subscriber, with many, and with many of whom one is slow, in rounds in which they alternate.</summary>
/// <param name="replications">Replications of a run.</param>
/// <param name="subscribers">How many are many.</param>
sealed class SubscribersBench(int replications, int subscribers)
{
    /// <summary>A connection carries a hundred streams at most, and shares its window among them.</summary>
    const int SubscribersOfAConnection = 10;

    static readonly TimeSpan SlowEvery = TimeSpan.FromSeconds(1);

    readonly TimeProvider time = TimeProvider.System;

    /// <summary>Measures some rounds, after others that only warm up.</summary>
    public async Task<SubscribersFound> Run(int rounds, int warmUps)
    {
        await using var server = await EngineServer.Start(threads: 1);
        var portfolio = await server.Add(BenchmarkPortfolio.Read());
        List<PortfolioClient> clients = [.. Enumerable.Range(0, 1 + (subscribers / SubscribersOfAConnection)).Select(_ => new PortfolioClient(server.Grpc))];
        var found = new List<(Watched One, Watched Many, Watched Slow)>();
        for (var round = -warmUps; round < rounds; round++)
        {
            var seed = (ulong)(3 * (round + warmUps));
            var one = await Watch(server, clients, portfolio, seed + 1, fast: 1, slow: 0);
            var many = await Watch(server, clients, portfolio, seed + 2, subscribers, slow: 0);
            var slow = await Watch(server, clients, portfolio, seed + 3, subscribers, slow: 1);
            if (round >= 0)
                found.Add((one, many, slow));
        }

        clients.ForEach(client => client.Dispose());
        return new SubscribersFound(
            Rate.Of(found.Select(each => each.Many.Processor / each.One.Processor)),
            Rate.Of(found.SelectMany(each => each.Many.Frames)),
            Rate.Of(found.SelectMany(each => each.Slow.Frames)),
            Rate.Of(found.SelectMany(each => each.Slow.SlowFrames)),
            Rate.Of(found.Select(each => each.Slow.Memory - each.Many.Memory)));
    }

    async Task<Watched> Watch(EngineServer server, List<PortfolioClient> clients, string portfolio, ulong seed, int fast, int slow)
    {
        var (before, began, memory) = (server.ProcessorTime, time.GetTimestamp(), 0L);
        var run = await server.Begin(portfolio, replications, seed);
        var reading = Enumerable.Range(0, fast).Select(reader => Read(clients[reader / SubscribersOfAConnection], run.Name, TimeSpan.Zero)).ToList();
        var late = Enumerable.Range(0, slow).Select(_ => Read(clients[^1], run.Name, SlowEvery)).ToList();
        await foreach (var frame in clients[^1].Watch(run.Name, null, CancellationToken.None))
            memory = Math.Max(memory, server.Memory);
        var seconds = time.GetElapsedTime(began).TotalSeconds;
        var (frames, few) = (await Task.WhenAll(reading), await Task.WhenAll(late));
        await server.Delete(run.Name);
        return new Watched((server.ProcessorTime - before).TotalSeconds, memory, [.. frames.Select(count => count / seconds)], [.. few.Select(count => count / seconds)]);
    }

    /// <summary>Reads a run's frames as they come on the wire, with a pause behind each.</summary>
    /// <returns>How many bands there were.</returns>
    async Task<int> Read(PortfolioClient client, string run, TimeSpan pause)
    {
        var bands = 0;
        using var call = client.Runs.WatchRun(new WatchRunRequest { Name = run });
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            bands += call.ResponseStream.Current.Bands is null ? 0 : 1;
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, time);
        }

        return bands;
    }

    /// <summary>A run that was watched.</summary>
    /// <param name="Processor">Seconds of the server's processor time.</param>
    /// <param name="Memory">Bytes that the server held at most.</param>
    /// <param name="Frames">Bands a second, reader by reader.</param>
    /// <param name="SlowFrames">The same of slow readers.</param>
    sealed record Watched(double Processor, double Memory, double[] Frames, double[] SlowFrames);
}
