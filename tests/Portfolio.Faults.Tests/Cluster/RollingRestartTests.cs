using Portfolio.Tests;

namespace Portfolio.Faults.Tests.Cluster;

/// <summary>Each of three servers is stopped and started again, one after the other, while clients call all the time.</summary>
public sealed class RollingRestartTests(PostgresServer postgres) : IDisposable
{
    const int Callers = 4;
    const int AnswersBetween = 100;

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("faults");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Restart_EachServerInTurn_NoCallFailsAndRunsGoOn()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using var undisturbed = await Undisturbed.Start(folder.FullName, patience.Token);
        var wanted = Some.Run(Some.Seeds[0]);
        var found = await undisturbed.Found(wanted, patience.Token);
        await using var cluster = await MortalCluster.Start(folder.FullName, await postgres.NewDatabase());
        var portfolio = await cluster.Client.Portfolios.CreatePortfolioAsync(Some.Creation(), cancellationToken: patience.Token);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
        var runs = new RunLoad("runs", cluster, [(wanted, found, await undisturbed.Kept(found, patience.Token))]);
        var answers = new Moments();
        List<Task> working = [runs.Work(stop.Token, patience.Token), .. Enumerable.Range(0, Callers).Select(_ => Call(cluster, portfolio.Name, answers, stop.Token, patience.Token))];
        for (var server = 0; server < MortalCluster.Size; server++)
        {
            await await Task.WhenAny([.. working, answers.After(AnswersBetween)]);
            Assert.Equal(0, await cluster.Restart(server));
        }

        await await Task.WhenAny([.. working, answers.After(AnswersBetween)]);
        await stop.CancelAsync();
        await Task.WhenAll(working);
        Assert.NotEqual(0, runs.Ended);
    }

    /// <summary>Reads and writes, one call after the other: none of them may fail.</summary>
    static async Task Call(MortalCluster cluster, string portfolio, Moments answers, CancellationToken stop, CancellationToken patience)
    {
        for (var entry = 0; !stop.IsCancellationRequested; entry++)
        {
            await cluster.Client.Portfolios.GetPortfolioAsync(new() { Name = portfolio }, cancellationToken: patience);
            await cluster.Client.Runs.ListRunsAsync(new() { Parent = Some.Workspace, PageSize = 1 }, cancellationToken: patience);
            await cluster.Client.Journals.RecordEntriesAsync(
                new() { Subject = portfolio, Entries = { Some.Spend(month: 1, pounds: entry, "caller", $"{Guid.NewGuid():N}") } }, cancellationToken: patience);
            answers.Count();
        }
    }
}
