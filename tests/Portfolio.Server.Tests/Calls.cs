using Grpc.Core;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Server.Tests;

/// <summary>Calls as tests make them.</summary>
static class Calls
{
    /// <summary>How long a test waits for something that should happen soon.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Creates a portfolio.</summary>
    public static async Task<PortfolioDefinition> Create(this PortfolioClient client, PortfolioDefinition? portfolio = null, string workspace = Some.Workspace) =>
        await client.Portfolios.CreatePortfolioAsync(new() { Parent = workspace, Portfolio = portfolio ?? Some.Portfolio() }, cancellationToken: Cancellation);

    /// <summary>Creates a scenario.</summary>
    public static async Task<Scenario> Create(this PortfolioClient client, string portfolio, Scenario scenario) =>
        await client.Scenarios.CreateScenarioAsync(new() { Parent = portfolio, Scenario = scenario }, cancellationToken: Cancellation);

    /// <summary>Starts a run.</summary>
    public static async Task<Run> Start(this PortfolioClient client, Run run, string workspace = Some.Workspace) =>
        await client.Runs.CreateRunAsync(new() { Parent = workspace, Run = run }, cancellationToken: Cancellation);

    /// <summary>The frames of a run that say something new, until something holds of one, or to its end.</summary>
    public static async Task<List<RunFrame>> Frames(this PortfolioClient client, string run, Func<RunFrame, bool>? last = null, View? view = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(Patience);
        var frames = new List<RunFrame>();
        await foreach (var frame in client.Watch(run, view, patience.Token))
        {
            if (frame.Heartbeat is not null)
                continue;
            frames.Add(frame);
            if (last?.Invoke(frame) ?? false)
                break;
        }

        return frames;
    }

    /// <summary>Checks that none goes back.</summary>
    public static void Rise(IReadOnlyList<RunFrame> frames) =>
        Assert.All(frames.Zip(frames.Skip(1)), pair => Assert.True((pair.Second.Epoch, pair.Second.Sequence).CompareTo((pair.First.Epoch, pair.First.Sequence)) > 0));

    /// <summary>Waits for a run's end.</summary>
    public static async Task<Run> End(this PortfolioClient client, string run) => (await client.Frames(run))[^1].Ended;

    /// <summary>The outcomes of a run's replications, by subject and outcome.</summary>
    public static async Task<Func<string, string, IReadOnlyList<double>>> Outcomes(this PortfolioClient client, string run)
    {
        var blocks = await client.Runs.ReadOutcomes(new() { Name = run }, cancellationToken: Cancellation).All();
        return (subject, outcome) => [.. blocks.SelectMany(block => block.Columns.Single(column => (column.Subject, column.Outcome) == (subject, outcome)).Values)];
    }

    /// <summary>Everything a stream says.</summary>
    public static async Task<List<T>> All<T>(this AsyncServerStreamingCall<T> call)
    {
        var all = new List<T>();
        using (call)
        {
            await foreach (var each in call.ResponseStream.ReadAllAsync(Cancellation))
                all.Add(each);
        }

        return all;
    }
}
