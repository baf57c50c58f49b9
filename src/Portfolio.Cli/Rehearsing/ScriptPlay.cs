using System.Threading.Channels;
using Grpc.Core;
using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Files;

namespace Portfolio.Cli.Rehearsing;

/// <summary>A line of a script that says what to do.</summary>
/// <param name="Place">File and line.</param>
/// <param name="Text">The line.</param>
/// <param name="Command">What it wants.</param>
sealed record ScriptLine(string Place, string Text, TableCommand Command);

/// <summary>Plays a script at a seat: says each line, and what came of it.</summary>
/// <param name="seat">The seat.</param>
/// <param name="json">Each frame as an object a line, and nothing else.</param>
sealed class ScriptPlay(Seat seat, bool json)
{
    /// <summary>Reads a script; everything that is wrong with it is told at once.</summary>
    /// <param name="path">The file; <c>-</c> for standard input.</param>
    /// <exception cref="CommandException">It cannot be read, or some lines say nothing that could be done.</exception>
    public static IReadOnlyList<ScriptLine> Read(string path)
    {
        var (lines, wrong) = (new List<ScriptLine>(), new List<string>());
        foreach (var (index, text) in TextOf(path).Index())
        {
            var place = $"{path}:{index + 1}";
            try
            {
                if (TableWords.Read(text) is { } command)
                    lines.Add(new ScriptLine(place, text.Trim(), command));
            }
            catch (WordsException exception)
            {
                wrong.Add($"{place}: {exception.Message}");
            }
        }

        return wrong.Count == 0 ? lines : throw new CommandException(ExitCode.WrongInput, wrong);
    }

    /// <summary>Plays it to its end, or to the first line that is refused.</summary>
    /// <exception cref="CommandException">A line was refused.</exception>
    public async Task Play(IReadOnlyList<ScriptLine> script, CancellationToken cancellation)
    {
        foreach (var line in script.TakeWhile(line => line.Command is not TableCommand.Leave))
        {
            if (!json)
                Console.Out.WriteLine($"> {line.Text}");
            try
            {
                await Do(line.Command, cancellation);
            }
            catch (WordsException exception)
            {
                throw new CommandException(ExitCode.WrongInput, $"{line.Place}: {exception.Message}");
            }
            catch (RpcException exception) when (exception.GetRpcStatus() is not null)
            {
                throw new CommandException(ExitCode.WrongInput, Refusal.Lines(exception).Select(text => $"{line.Place}: {text}"));
            }
        }
    }

    static string[] TextOf(string path)
    {
        try
        {
            return path == "-" ? Console.In.ReadToEnd().Split('\n') : File.ReadAllLines(path);
        }
        catch (Exception exception) when (FileFault.Is(path, exception))
        {
            throw new CommandException(ExitCode.WrongInput, $"--script {path}: {FileFault.Why(path, exception)}");
        }
    }

    /// <summary>Does what a line wants, and says meanwhile what happens.</summary>
    async Task Do(TableCommand command, CancellationToken cancellation)
    {
        var frames = seat.Player.Frames;
        var doing = seat.Do(command, cancellation);
        while (!doing.IsCompleted && await Task.WhenAny(doing, frames.WaitToReadAsync(cancellation).AsTask()) != doing)
            SayAll(frames);
        SayAll(frames);
        var said = await doing;
        if (!json && said.Length > 0)
            Console.Out.WriteLine(said);
    }

    void SayAll(ChannelReader<RehearsalFrame> frames)
    {
        while (frames.TryRead(out var frame))
        {
            IReadOnlyList<string> lines = json ? [Json.Of(frame).ToJsonString()] : seat.Table.Take(frame);
            foreach (var line in lines)
                Console.Out.WriteLine(line);
        }
    }
}
