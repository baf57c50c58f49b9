using Grpc.Core;
using Portfolio.Contracts.V1;
using Portfolio.Model.Benchmarks;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.EngineBenchmarks;

/// <summary>What a batch was found to take.</summary>
/// <param name="ToKernel">Processor time of server and client to that of the bare kernel that simulates as many items, with the same statistics, in the same round.</param>
/// <param name="ItemsASecond">Items a second, from the request to the batch's end.</param>
/// <param name="FramesASecond">Frames a second that whoever follows it got.</param>
/// <param name="Table">Seconds in which all items were read with what they found.</param>
/// <param name="AgainASecond">Items a second of a second batch of the same content, all answered from the store.</param>
/// <param name="Memory">Bytes that the server held at most.</param>
sealed record BatchFound(Rate ToKernel, Rate ItemsASecond, Rate FramesASecond, Rate Table, Rate AgainASecond, Rate Memory);

/// <summary>Measures a batch of a Latin hypercube over one parameter of the benchmark portfolio: computed, read as a table, and asked for again; beside the bare kernel.</summary>
/// <param name="items">Items.</param>
/// <param name="replications">Replications of each.</param>
sealed class BatchBench(int items, int replications)
{
    readonly TimeProvider time = TimeProvider.System;

    /// <summary>Measures some rounds, each of another design.</summary>
    public async Task<BatchFound> Run(int rounds)
    {
        await using var server = await EngineServer.Start(threads: 1);
        var portfolio = BenchmarkPortfolio.Read();
        var (name, kernel) = (await server.Add(portfolio), new BareKernel(BenchmarkPortfolio.Compile(portfolio)));
        var found = new List<(double ToKernel, Watched First, double Table, Watched Again)>();
        for (var round = 0; round < rounds; round++)
        {
            var alone = kernel.SimulateItems(items, replications);
            var (batch, first) = await Watch(server, Wanted(name, round));
            var table = await ReadTable(server, batch, fromStore: false);
            var (same, again) = await Watch(server, Wanted(name, round));
            await ReadTable(server, same, fromStore: true);
            found.Add((first.Processor / alone.TotalSeconds, first, table, again));
        }

        return new BatchFound(
            Rate.Of(found.Select(each => each.ToKernel)),
            Rate.Of(found.Select(each => items / each.First.Seconds)),
            Rate.Of(found.Select(each => each.First.Frames / each.First.Seconds)),
            Rate.Of(found.Select(each => each.Table)),
            Rate.Of(found.Select(each => items / each.Again.Seconds)),
            Rate.Of(found.Select(each => each.First.Memory)));
    }

    Batch Wanted(string portfolio, int round) => new()
    {
        Portfolio = portfolio,
        Replications = new Number { Value = replications },
        Design = new Design
        {
            Kind = DesignKind.LatinHypercube,
            Points = new Number { Value = items },
            Seed = (ulong)round,
            Over = { new DesignAxis { Path = "framework.strength", Of = new Number { Uniform = new Uniform { Low = 0, High = 1 } } } },
        },
    };

    async Task<(string Batch, Watched Found)> Watch(EngineServer server, Batch wanted)
    {
        var (serverBefore, clientBefore, began, memory, frames) = (server.ProcessorTime, Environment.CpuUsage.TotalTime, time.GetTimestamp(), 0L, 0);
        var batch = await server.Client.Batches.CreateBatchAsync(new CreateBatchRequest { Parent = EngineServer.Workspace, Batch = wanted });
        await foreach (var frame in server.Client.WatchBatch(batch.Name, CancellationToken.None))
        {
            (memory, frames) = (Math.Max(memory, server.Memory), frames + 1);
            batch = frame.Ended ?? batch;
        }

        if (batch.State != State.Succeeded || batch.ItemsSucceeded != items)
            throw new InvalidOperationException($"{batch.Name} is {batch.State}: {batch.ItemsSucceeded} of {items} items succeeded");
        var processor = server.ProcessorTime - serverBefore + (Environment.CpuUsage.TotalTime - clientBefore);
        return (batch.Name, new Watched(processor.TotalSeconds, time.GetElapsedTime(began).TotalSeconds, memory, frames));
    }

    /// <summary>Reads every item with what it found, and checks that each is there once, and answered as it should be.</summary>
    /// <returns>Seconds that it took.</returns>
    async Task<double> ReadTable(EngineServer server, string batch, bool fromStore)
    {
        var (began, runs, next) = (time.GetTimestamp(), new HashSet<string>(), 1);
        using var call = server.Client.Batches.ReadBatchItems(new ReadBatchItemsRequest { Name = batch });
        await foreach (var item in call.ResponseStream.ReadAllAsync())
        {
            if (item.Number != next++ || item.State != State.Succeeded || item.FromStore != fromStore || item.Subjects.Count == 0 || !runs.Add(item.Run))
                throw new InvalidOperationException($"{item.Name} is not what it should be: {item}");
        }

        return runs.Count == items ? time.GetElapsedTime(began).TotalSeconds : throw new InvalidOperationException($"{batch} has {runs.Count} of {items} items");
    }

    /// <summary>A batch that was watched to its end.</summary>
    /// <param name="Processor">Seconds of processor time of server and client.</param>
    /// <param name="Seconds">Seconds that it took.</param>
    /// <param name="Memory">Bytes that the server held at most.</param>
    /// <param name="Frames">Frames that were seen.</param>
    sealed record Watched(double Processor, double Seconds, double Memory, int Frames);
}
