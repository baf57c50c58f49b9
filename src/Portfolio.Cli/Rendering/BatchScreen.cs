using Portfolio.Contracts.V1;
using Spectre.Console;

namespace Portfolio.Cli.Rendering;

/// <summary>Shows how far a batch is: one line on a terminal; where there is none, a line on standard error at every tenth of the way; or nothing.</summary>
sealed class BatchScreen : IDisposable
{
    readonly LiveView? view;
    readonly bool isQuiet;
    int shown = -1;

    BatchScreen(LiveView? view, bool isQuiet) => (this.view, this.isQuiet) = (view, isQuiet);

    /// <summary>The screen that fits where the output goes.</summary>
    /// <param name="isQuiet">Shows nothing.</param>
    public static BatchScreen Create(bool isQuiet) => new(!isQuiet && LiveView.IsPossible ? new LiveView() : null, isQuiet);

    /// <summary>Shows new progress.</summary>
    public void Show(BatchProgress progress)
    {
        var ended = progress.Succeeded + progress.Failed;
        var tenths = ProgressText.Tenths(ended, progress.Items);
        if (view is not null)
            view.Show(new Markup($"{ProgressText.Bar("batch", ended, progress.Items)} {Plain(progress)}"));
        else if (!isQuiet && tenths > shown)
            Console.Error.WriteLine($"batch: {Plain(progress)}");
        shown = tenths;
    }

    /// <inheritdoc/>
    public void Dispose() => view?.Dispose();

    static string Plain(BatchProgress progress)
    {
        var ended = progress.Succeeded + progress.Failed;
        var left = progress.ItemsPerSecond > 0 ? $", {(progress.Items - ended) / progress.ItemsPerSecond:0} s left" : "";
        var failed = progress.Failed > 0 ? $", {Figures.Count(progress.Failed)} failed" : "";
        var stored = progress.FromStore > 0 ? $", {Figures.Count(progress.FromStore)} from the store" : "";
        return $"{Figures.Count(ended)} of {Figures.Count(progress.Items)} items{failed}{stored}{left}";
    }
}
