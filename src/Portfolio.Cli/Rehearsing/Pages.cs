using Portfolio.Cli.Rendering;
using Spectre.Console;

namespace Portfolio.Cli.Rehearsing;

/// <summary>Text that is laid out before it is known where it will be shown.</summary>
static class Pages
{
    /// <summary>What is written onto a page as wide as the terminal, or of the usual width where there is none.</summary>
    public static string Text(Action<Page> write) => Text(console => write(new Page(console)), Console.IsOutputRedirected ? Page.UsualWidth : AnsiConsole.Profile.Width);

    /// <summary>What is written onto a console of a width, in the colours of the terminal.</summary>
    public static string Text(Action<IAnsiConsole> write, int width)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiConsole.Profile.Capabilities.Ansi ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = Console.IsOutputRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = width;
        write(console);
        return text.ToString().TrimEnd('\n', '\r');
    }
}
