using Portfolio.Contracts.V1;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.EngineBenchmarks;

/// <summary>How long calls of a kind took, in milliseconds.</summary>
/// <param name="Call">What was called.</param>
/// <param name="Loaded">While every compute thread was busy.</param>
/// <param name="Idle">While none was.</param>
sealed record CallsFound(string Call, Times Loaded, Times Idle);

/// <summary>How long something took again and again, in milliseconds.</summary>
/// <param name="Median">Half took less.</param>
/// <param name="P99">One in a hundred took more.</param>
sealed record Times(double Median, double P99)
{
    /// <summary>Of some measurements, at least one.</summary>
    public static Times Of(IEnumerable<double> took)
    {
        double[] sorted = [.. took.Order()];
        return new Times(sorted[sorted.Length / 2], sorted[sorted.Length * 99 / 100]);
    }
}

/// <summary>Measures calls, one after the other, while runs keep every compute thread busy, and while they are paused: in rounds that alternate, since on a machine with other work, calls wait for that too.</summary>
/// <param name="replications">Replications of each of the runs, which are not to end before the last round.</param>
sealed class CallsBench(int replications)
{
    const string Workspace = "workspaces/default";

    readonly TimeProvider time = TimeProvider.System;

    /// <summary>Measures some rounds, after one that only warms up.</summary>
    /// <param name="rounds">Rounds that count.</param>
    /// <param name="calls">Calls of each kind in each half of a round.</param>
    public async Task<IReadOnlyList<CallsFound>> Run(int rounds, int calls)
    {
        await using var server = await EngineServer.Start(Environment.ProcessorCount);
        var portfolio = await server.Add(BenchmarkPortfolio.Read());
        string[] runs = [(await server.Begin(portfolio, replications, seed: 1)).Name, (await server.Begin(portfolio, replications, seed: 2)).Name];
        var kinds = Kinds(server, portfolio, runs[0]);
        var (loaded, idle) = (kinds.Select(_ => new List<double>()).ToList(), kinds.Select(_ => new List<double>()).ToList());
        for (var round = -1; round < rounds; round++)
        {
            foreach (var run in runs)
                Require(State.Running, await server.Client.Runs.ResumeRunAsync(new ResumeRunRequest { Name = run }));
            await Measure(kinds, calls, round < 0 ? null : loaded);
            foreach (var run in runs)
                Require(State.Paused, await server.Client.Runs.PauseRunAsync(new PauseRunRequest { Name = run }));
            await Measure(kinds, calls, round < 0 ? null : idle);
        }

        return [.. kinds.Index().Select(kind => new CallsFound(kind.Item.Name, Times.Of(loaded[kind.Index]), Times.Of(idle[kind.Index])))];
    }

    /// <summary>What was measured beside work that had ended would say nothing.</summary>
    static void Require(State state, Run run)
    {
        if (run.State != state)
            throw new InvalidOperationException($"{run.Name} is {run.State} and not {state}");
    }

    static List<(string Name, Func<Task> Ask)> Kinds(EngineServer server, string portfolio, string run)
    {
        var entries = 0;
        return
        [
            ("reads a run", async () => await server.Client.Runs.GetRunAsync(new GetRunRequest { Name = run })),
            ("reads a portfolio", async () => await server.Client.Portfolios.GetPortfolioAsync(new GetPortfolioRequest { Name = portfolio })),
            ("lists runs", async () => await server.Client.Runs.ListRunsAsync(new ListRunsRequest { Parent = Workspace })),
            ("records an entry", async () => await server.Client.Journals.RecordEntriesAsync(new RecordEntriesRequest
            {
                Subject = portfolio,
                Entries = { new Entry { Month = "2020-04", Spend = new Money { Pounds = ++entries }, Source = "finance", Key = $"key-{entries}" } },
            })),
        ];
    }

    async Task Measure(List<(string Name, Func<Task> Ask)> kinds, int calls, List<List<double>>? took)
    {
        for (var call = 0; call < calls; call++)
        {
            foreach (var (kind, (_, ask)) in kinds.Index())
            {
                var began = time.GetTimestamp();
                await ask();
                took?[kind].Add(time.GetElapsedTime(began).TotalMilliseconds);
            }
        }
    }
}
