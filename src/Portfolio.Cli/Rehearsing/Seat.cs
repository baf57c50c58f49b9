using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Rehearsing;

/// <summary>Somebody's seat at the table of a rehearsal: says what is wanted, and is told what came of it.</summary>
/// <param name="client">The server.</param>
/// <param name="author">Who sits there.</param>
sealed class Seat(PortfolioClient client, string author) : IAsyncDisposable
{
    Table? table;
    RehearsalPlayer? player;
    string? saved;

    /// <summary>The server.</summary>
    public PortfolioClient Client => client;

    /// <summary>What lies on the table.</summary>
    public Table Table => table ?? throw new InvalidOperationException("nobody has sat down yet");

    /// <summary>The frames that come.</summary>
    public RehearsalPlayer Player => player ?? throw new InvalidOperationException("nobody has sat down yet");

    /// <summary>Sits down at a rehearsal, and gets up from the one before; what has been lived through then lies on the table.</summary>
    public async Task SitDown(Rehearsal rehearsal, CancellationToken cancellation)
    {
        var (joined, joining) = (new Table(rehearsal), client.PlayRehearsal(rehearsal.Name, author));
        await LayOut(joined, joining, cancellation);
        await DisposeAsync();
        (table, player) = (joined, joining);
    }

    /// <summary>Does what is wanted of the rehearsal.</summary>
    /// <returns>What came of it, to be shown; empty where frames say it.</returns>
    /// <exception cref="WordsException">It cannot be done now.</exception>
    /// <exception cref="Grpc.Core.RpcException">The server refused it.</exception>
    public async Task<string> Do(TableCommand command, CancellationToken cancellation)
    {
        switch (command)
        {
            case TableCommand.Branch branch:
                return await Branch(branch.Moment, cancellation);
            case TableCommand.Odds odds:
                return OddsText.Of(await Odds(odds, cancellation), Table);
            case TableCommand.Save save:
                return await Save(save, cancellation);
            case TableCommand.Compare compare:
                await SavedComparison.Print(client, Table.Rehearsal, [.. compare.Scenarios, RequireSaved()], compare.Replications, cancellation);
                return "";
            case TableCommand.Help:
                return HelpText.Of();
            default:
                await Give(command, cancellation);
                return "";
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => player?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Takes frames until the months are there. Where somebody goes back at this very moment, there are fewer.</summary>
    static async Task LayOut(Table table, RehearsalPlayer player, CancellationToken cancellation)
    {
        var isBack = false;
        while (table.Months.Count < table.Rehearsal.Month && !table.IsDeleted && !isBack)
        {
            var frame = await player.Frames.ReadAsync(cancellation);
            table.Take(frame);
            isBack = frame.ContentCase == RehearsalFrame.ContentOneofCase.WentBack;
        }
    }

    Task<AppliedCommand> Give(TableCommand command, CancellationToken cancellation) => command switch
    {
        TableCommand.Step step => Player.Step(step.Months, cancellation),
        TableCommand.To to => Player.Step(MonthsTo(to.Moment), cancellation),
        TableCommand.Play play => Player.Play(play.Speed, cancellation: cancellation),
        TableCommand.Pause => Player.Pause(cancellation),
        TableCommand.Back back => Player.Back(back.Moment.After(Table.Start), back.Keep, cancellation),
        TableCommand.Intervene intervene => Player.Intervene(intervene.Event, cancellation),
        TableCommand.Note note => Player.Annotate(note.Text, cancellation),
        _ => throw new InvalidOperationException($"{command} is no command of a rehearsal"),
    };

    int MonthsTo(Moment? moment)
    {
        var months = (moment?.After(Table.Start) ?? Table.Rehearsal.Months) - Table.Months.Count;
        return months > 0 ? months : throw new WordsException(moment is { } past ? $"to: {past} is not ahead; {Table.Next} comes next" : "to: the end is reached");
    }

    async Task<string> Branch(Moment? moment, CancellationToken cancellation)
    {
        await using var branched = await Player.Branch(moment?.After(Table.Start), cancellation: cancellation);
        await SitDown(await client.Rehearsals.GetRehearsalAsync(new GetRehearsalRequest { Name = branched.Name }, cancellationToken: cancellation), cancellation);
        return $"on the branch {branched.Name}";
    }

    Task<RehearsalOdds> Odds(TableCommand.Odds odds, CancellationToken cancellation) =>
        Player.Odds(month: odds.Moment?.After(Table.Start), replications: odds.Replications, cancellation: cancellation);

    async Task<string> Save(TableCommand.Save save, CancellationToken cancellation)
    {
        var scenario = await Player.Save(save.Scenario, save.Description, cancellation);
        saved = scenario.Id;
        return $"saved as {scenario.Name}, {scenario.Events.Count} event{(scenario.Events.Count == 1 ? "" : "s")}";
    }

    string RequireSaved() => saved ?? throw new WordsException("compare: nothing was saved yet; `save ID` keeps what was done as a scenario");
}
