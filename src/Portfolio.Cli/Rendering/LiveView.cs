using Spectre.Console;
using Spectre.Console.Rendering;
using Text = Spectre.Console.Text;

namespace Portfolio.Cli.Rendering;

/// <summary>A part of the terminal that is drawn anew whenever there is something new, and is gone at the end.</summary>
sealed class LiveView : IDisposable
{
    readonly Lock gate = new();
    readonly TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Task display;
    readonly IDisposable notices;
    Action<IRenderable> draw = _ => { };

    /// <summary>Begins to show.</summary>
    public LiveView()
    {
        var ready = new TaskCompletionSource();
        display = AnsiConsole.Live(new Text("Starting …")).AutoClear(true).StartAsync(async live =>
        {
            draw = live.UpdateTarget;
            ready.SetResult();
            await finished.Task;
        });
        ready.Task.GetAwaiter().GetResult();
        notices = Notices.Take(WriteAbove);
    }

    /// <summary>Whether there is a terminal to show it on.</summary>
    public static bool IsPossible => AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected;

    /// <summary>Shows something new in its place.</summary>
    public void Show(IRenderable content)
    {
        lock (gate)
            draw(content);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        notices.Dispose();
        finished.TrySetResult();
        display.GetAwaiter().GetResult();
    }

    /// <summary>Writes a line that stays, above what is drawn, over what was drawn there.</summary>
    void WriteAbove(string line)
    {
        lock (gate)
            AnsiConsole.WriteLine(line.PadRight(AnsiConsole.Profile.Width - 1));
    }
}
