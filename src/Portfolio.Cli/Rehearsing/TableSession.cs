using System.Threading.Channels;
using Grpc.Core;
using Portfolio.Cli.Rendering;
using Portfolio.Client;

namespace Portfolio.Cli.Rehearsing;

/// <summary>A rehearsal on a full screen: keys go in, what happens is drawn. Keys, frames and what comes of commands take their turn, one after the other.</summary>
/// <param name="seat">The seat.</param>
sealed class TableSession(Seat seat)
{
    const int MostSpeed = 1000;

    readonly Channel<Action> turns = Channel.CreateUnbounded<Action>();
    readonly ScreenState state = new();
    readonly Prompt prompt = new(() => Names(seat.Table));
    double speed = TableWords.UsualSpeed;
    TableCommand.Compare? comparison;
    bool isLeft;

    /// <summary>Plays until somebody leaves.</summary>
    public async Task Play(CancellationToken cancellation)
    {
        using var terminal = new Terminal(() => turns.Writer.TryWrite(() => { }));
        using var notices = Notices.Take(line => turns.Writer.TryWrite(() => state.Said = line));
        new Thread(ReadKeys) { IsBackground = true, Name = "keys" }.Start();
        _ = Listen(seat.Player);
        while (!isLeft)
        {
            terminal.Draw(TableScreen.Lines(seat.Table, state, Terminal.Size));
            var turn = await turns.Reader.ReadAsync(cancellation);
            do
                turn();
            while (turns.Reader.TryRead(out turn!));
            state.Typed = prompt.Text;
            await Compare(terminal, cancellation);
        }
    }

    /// <summary>Comparing prints tables longer than a screen, so it is done where they stay.</summary>
    async Task Compare(Terminal terminal, CancellationToken cancellation)
    {
        if (comparison is not { } wanted)
            return;
        comparison = null;
        terminal.Leave();
        await Answer(wanted, cancellation);
        Console.Out.WriteLine(state.Said.Length > 0 ? state.Said : "Any key: back to the table.");
        (await turns.Reader.ReadAsync(cancellation))();
        terminal.Return();
    }

    void ReadKeys()
    {
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            if (!turns.Writer.TryWrite(() => Press(key)))
                return;
        }
    }

    /// <summary>Takes frames to the table as they come, until the seat is given up.</summary>
    async Task Listen(RehearsalPlayer player)
    {
        var table = seat.Table;
        try
        {
            await foreach (var frame in player.Frames.ReadAllAsync())
                turns.Writer.TryWrite(() => table.Take(frame));
        }
        catch (RpcException exception)
        {
            turns.Writer.TryWrite(() => state.Said = string.Join("; ", Refusal.Lines(exception)));
        }
    }

    void Press(ConsoleKeyInfo key)
    {
        if (prompt.Text is not null)
            Say(prompt.Take(key));
        else if (state.Page is not null)
            state.Page = null;
        else
            Act(key);
    }

    void Act(ConsoleKeyInfo key)
    {
        Action? act = (key.Key, key.KeyChar) switch
        {
            (ConsoleKey.Spacebar or ConsoleKey.RightArrow, _) => () => Begin(new TableCommand.Step(1)),
            (_, 'p') => () => Begin(seat.Table.Pace > 0 ? new TableCommand.Pause() : new TableCommand.Play(speed)),
            (_, '+') => () => Speed(2),
            (_, '-') => () => Speed(0.5),
            (_, 'b') => () => prompt.Open("back "),
            (_, 'i' or ':') => () => prompt.Open(""),
            (_, 'n') => () => prompt.Open("note "),
            (_, 's') => () => prompt.Open("save "),
            (_, 'o') => () => Say("odds"),
            (_, 'c') => () => prompt.Open("compare "),
            (_, '?') => () => Begin(new TableCommand.Help()),
            (_, 'q') => () => isLeft = true,
            (ConsoleKey.UpArrow, _) => () => state.First--,
            (ConsoleKey.DownArrow, _) => () => state.First++,
            (ConsoleKey.PageUp, _) => () => state.First -= Terminal.Size.Height / 2,
            (ConsoleKey.PageDown, _) => () => state.First += Terminal.Size.Height / 2,
            (ConsoleKey.Home, _) => () => state.First = 0,
            (ConsoleKey.End, _) => () => state.First = int.MaxValue / 2,
            _ => null,
        };
        act?.Invoke();
    }

    void Speed(double factor)
    {
        speed = Math.Clamp(speed * factor, 0.25, MostSpeed);
        if (seat.Table.Pace > 0)
            Begin(new TableCommand.Play(speed));
    }

    /// <summary>Does what a line says.</summary>
    void Say(string? line)
    {
        try
        {
            if (line is not null && TableWords.Read(line) is { } command)
                Begin(command);
        }
        catch (WordsException exception)
        {
            state.Said = exception.Message;
        }
    }

    void Begin(TableCommand command)
    {
        state.Said = "";
        if (command is TableCommand.Leave)
            isLeft = true;
        else if (command is TableCommand.Compare compare)
            comparison = compare;
        else
            _ = Answer(command, CancellationToken.None);
    }

    /// <summary>Waits for what comes of a command, and shows it when its turn comes.</summary>
    async Task Answer(TableCommand command, CancellationToken cancellation)
    {
        var player = seat.Player;
        var said = await Done(command, cancellation);
        turns.Writer.TryWrite(() =>
        {
            if (said.Contains('\n', StringComparison.Ordinal))
                state.Page = said;
            else
                state.Said = said;
            if (seat.Player != player)
                _ = Listen(seat.Player);
        });
    }

    async Task<string> Done(TableCommand command, CancellationToken cancellation)
    {
        try
        {
            return await seat.Do(command, cancellation);
        }
        catch (Exception exception) when (exception is WordsException or CommandException)
        {
            return exception.Message;
        }
        catch (RpcException exception)
        {
            return string.Join("; ", Refusal.Lines(exception));
        }
    }

    static IEnumerable<string> Names(Table table) =>
        (table.Months.Count > 0 ? table.Months[^1].Initiatives.Select(initiative => initiative.Id) : []).Concat(["programme", "portfolio", "framework", .. table.Rehearsal.Interventions.Select(each => each.Event.Id)]);
}
