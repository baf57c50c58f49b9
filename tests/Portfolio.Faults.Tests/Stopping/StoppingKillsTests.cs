using Portfolio.Contracts.V1;
using Portfolio.Faults.Tests.Cluster;
using Portfolio.Model.Tests;

namespace Portfolio.Faults.Tests.Stopping;

/// <summary>
/// A server is killed in the middle of a run that goes on until an interval is narrow enough. STOPPING_KILLS are how many times, STOPPING_KILLS_SEED says at which
/// replications.
/// </summary>
public sealed class StoppingKillsTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>Half the width that makes a run stop after some hundred thousand replications: its checkpoints are struck, too.</summary>
    const double HalfWidth = 0.0002;

    /// <summary>How long a kill may keep the run busy before the test gives up: many times as long as it should.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("faults");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Kill_InTheMiddleOfARunWithAStoppingRule_StopsWhereTheUndisturbedOneDoes()
    {
        var (kills, seed) = (LongRun.Setting("STOPPING_KILLS", 3), LongRun.Setting("STOPPING_KILLS_SEED", 1));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience * (kills + 1));
        using var undisturbed = await Undisturbed.Start(folder.FullName, patience.Token);
        var wanted = Some.StoppingRun(Some.Seeds[0], HalfWidth);
        var found = await undisturbed.Found(wanted, patience.Token);
        Assert.Equal(StoppingReason.Precise, found.StoppingReason);
        output.WriteLine($"STOPPING_KILLS={kills} STOPPING_KILLS_SEED={seed}; undisturbed it stops at {found.ReplicationsDone} replications");

        await using var mortal = await MortalServer.Start(Path.Combine(folder.FullName, "mortal"));
        await mortal.Client.Portfolios.CreatePortfolioAsync(Some.Creation(), cancellationToken: patience.Token);
        var random = new Random(seed);
        for (var struck = 0; struck < kills;)
        {
            var run = await mortal.Client.Runs.CreateRunAsync(new() { Parent = Some.Workspace, Run = wanted }, cancellationToken: patience.Token);
            var last = await Strike(mortal, run.Name, [random.Next(found.ReplicationsDone / 2), random.Next(found.ReplicationsDone / 2)], patience.Token);
            Assert.Equal(Undisturbed.What(found), Undisturbed.What(last.Ended));

            // Each activation that went on with it opened an epoch; kills that came too late did not.
            struck += last.Epoch - 1;
        }
    }

    /// <summary>Watches a run to its end, and kills the server as soon as so many replications are seen to be done, once for each number.</summary>
    static async Task<RunFrame> Strike(MortalServer mortal, string run, int[] moments, CancellationToken patience)
    {
        var (last, kills) = (new RunFrame(), 0);
        await foreach (var frame in mortal.Client.Watch(run, null, patience))
        {
            last = frame;
            if (kills < moments.Length && frame.Bands?.ReplicationsDone >= moments[kills])
            {
                kills++;
                await mortal.KillAndRestart();
            }
        }

        return last;
    }
}
