using System.Runtime.InteropServices;

namespace Portfolio.Cli.Rehearsing;

/// <summary>A terminal whose whole screen is drawn; what was on it before is back at the end.</summary>
sealed class Terminal : IDisposable
{
    const string Enter = "\u001b[?1049h\u001b[?25l";
    const string Exit = "\u001b[?25h\u001b[?1049l";
    const string Home = "\u001b[H";
    const string RestOfLine = "\u001b[K";
    const string RestOfScreen = "\u001b[J";

    readonly TextWriter output = Console.Out;
    readonly PosixSignalRegistration? resizing;

    /// <summary>Takes the screen.</summary>
    /// <param name="isResized">Is called when it has another size.</param>
    public Terminal(Action isResized)
    {
        output.Write(Enter);
        resizing = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => isResized());
    }

    /// <summary>Whether there is one: both what is typed and what is shown go through it.</summary>
    public static bool IsThere => !Console.IsInputRedirected && !Console.IsOutputRedirected;

    /// <summary>Columns and rows.</summary>
    public static (int Width, int Height) Size => (Math.Max(40, Console.WindowWidth), Math.Max(12, Console.WindowHeight));

    /// <summary>Draws the screen: a line for each row, no longer than it is wide. Nothing flickers, as nothing is cleared before it is written over.</summary>
    public void Draw(IEnumerable<string> lines) => output.Write(Home + string.Join($"{RestOfLine}\r\n", lines) + RestOfLine + RestOfScreen);

    /// <summary>Gives the screen back for a while.</summary>
    public void Leave() => output.Write(Exit);

    /// <summary>Takes it again.</summary>
    public void Return() => output.Write(Enter);

    /// <inheritdoc/>
    public void Dispose()
    {
        resizing?.Dispose();
        Leave();
    }
}
