using Portfolio.Contracts.V1;

namespace Portfolio.Faults.Tests.Journals;

/// <summary>A server is killed at random moments while sixteen clients record entries, half of them by calls and half over streams, one changes the definition and one watches; then everything is compared.</summary>
/// <param name="kills">How many times it is killed.</param>
/// <param name="seed">At which moments.</param>
/// <param name="output">Takes what there was.</param>
sealed class Ordeal(int kills, int seed, ITestOutputHelper output)
{
    const int Writers = 16;
    const int MostAnswersBetween = 200;
    const string Last = "last";

    /// <summary>How long a kill with its restart may take at most, before the test gives up: a hundred times as long as it should.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Puts a server through it. Fails where an entry or a revision was acknowledged that is not there, is there twice, or is not the same, where a journal is not sound, or where the watcher missed something.</summary>
    /// <param name="start">Starts a server on a folder.</param>
    public async Task Pass(Func<Task<MortalServer>> start)
    {
        output.WriteLine($"KILLS={kills} KILLS_SEED={seed}");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience * (kills + 1));
        await using var server = await start();
        var portfolio = await server.Client.Portfolios.CreatePortfolioAsync(
            new() { Parent = "workspaces/default", Portfolio = Some.Portfolio() }, cancellationToken: patience.Token);
        string[] subjects = [portfolio.Name, .. portfolio.Initiatives.Select(initiative => initiative.Name)];
        var watcher = new Watcher(portfolio.Name, server);
        var watching = watcher.WatchUntil(Last, patience.Token);

        var acknowledged = await WriteThroughKills(server, subjects, patience.Token);

        var end = new RecordEntriesRequest { Subject = portfolio.Name, Entries = { Some.Spend(1, 1, "nobody", Last) } };
        acknowledged.Add((await server.Client.Journals.RecordEntriesAsync(end, cancellationToken: patience.Token)).Entries);
        await watching;
        var kept = new List<Entry>();
        foreach (var subject in subjects)
            kept.AddRange(await server.Client.SoundJournal(subject, patience.Token));
        output.WriteLine($"{acknowledged.Entries.Count} entries were acknowledged");
        Assert.Equal(acknowledged.Entries.Values.OrderBy(entry => entry.Sequence), kept.OrderBy(entry => entry.Sequence));
        Assert.Equal(kept.OrderBy(entry => entry.Sequence), watcher.Entries);
        var newest = (await server.Client.Portfolios.GetPortfolioAsync(new() { Name = portfolio.Name }, cancellationToken: patience.Token)).Revision;
        output.WriteLine($"{newest} revisions were made");
        Assert.Equal(Enumerable.Range(1, (int)newest).Select(number => $"{portfolio.Name}/revisions/{number}"), watcher.Revisions.Select(revision => revision.Name));
    }

    /// <summary>The moments are counted in answers, so that some kills strike a server that has hardly begun, and most one that is in the midst of commits.</summary>
    async Task<Acknowledgements> WriteThroughKills(MortalServer server, string[] subjects, CancellationToken patience)
    {
        var random = new Random(seed);
        var acknowledged = new Acknowledgements();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience);
        var writing = Enumerable.Range(1, Writers)
            .Select(number => new Writer($"writer-{number}", subjects, server, number % 2 == 0 ? Recordings.ByStream(server) : Recordings.ByCall(server), acknowledged, random.Next()))
            .Select(writer => writer.Write(stop.Token, patience))
            .Append(new Editor(subjects[0], server).Edit(stop.Token, patience))
            .ToList();
        for (var killed = 0; killed < kills; killed++)
        {
            // A writer that failed will say so below; waiting for answers alone might be for ever.
            await await Task.WhenAny([.. writing, acknowledged.After(random.Next(MostAnswersBetween))]);
            await server.KillAndRestart();
        }

        await acknowledged.After(Writers);
        await stop.CancelAsync();
        await Task.WhenAll(writing);
        return acknowledged;
    }
}
