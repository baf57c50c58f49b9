using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Faults.Tests.Rehearsals;

/// <summary>Somebody plays a rehearsal on a server that is killed (a real process) while commands are under way.</summary>
public sealed class MortalTableTests : IDisposable
{
    const int Months = 24;
    const int MonthsBetweenKills = 4;

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("faults");

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Play_ServerKilledUnderCommands_IsTheFutureOfOneThatWasNot()
    {
        await using var server = await MortalServer.Start(folder.FullName);
        await server.Client.Portfolios.CreatePortfolioAsync(Some.Creation(), cancellationToken: Cancellation);
        var undisturbed = await Played(server, _ => Task.CompletedTask);
        var killed = await Played(server, month => month % MonthsBetweenKills == 0 ? server.KillAndRestart() : Task.CompletedTask);
        Assert.Equal(undisturbed, killed);
    }

    /// <summary>Plays all months, one by one, and steps in half-way.</summary>
    /// <param name="player">Who plays.</param>
    /// <param name="strike">Strikes, or not, while the commands of a month are under way.</param>
    static async Task Play(RehearsalPlayer player, Func<int, Task> strike)
    {
        for (var month = 0; month < Months; month++)
        {
            var intervening = month == Months / 2
                ? player.Intervene(new Event { Id = "halved", Budget = new BudgetFactor { Factor = new Number { Value = 0.5 } } }, Cancellation)
                : Task.CompletedTask;
            await Task.WhenAll(intervening, player.Step(cancellation: Cancellation), strike(month));
        }
    }

    /// <summary>What a player sees: each month once, and the intervention between them, at positions that only rise.</summary>
    static async Task<List<string>> Played(MortalServer server, Func<int, Task> strike)
    {
        var wanted = new CreateRehearsalRequest { Parent = Some.Workspace, Rehearsal = new Rehearsal { Portfolio = $"{Some.Workspace}/portfolios/mortal", Replication = 3 } };
        var rehearsal = await server.Client.Rehearsals.CreateRehearsalAsync(wanted, cancellationToken: Cancellation);
        await using var player = server.Client.PlayRehearsal(rehearsal.Name, "ann");
        await Play(player, strike);
        var (seen, last) = (new List<string>(), 0L);
        while (player.Frames.TryRead(out var frame))
        {
            Assert.True(frame.Sequence > last, $"{frame.Sequence} follows {last}");
            last = frame.Sequence;
            seen.Add(frame.Month?.ToString() ?? $"{frame.Intervention?.Number}: {frame.Intervention?.Event}");
        }

        Assert.Equal(Months + 1, seen.Count);
        return seen;
    }
}
