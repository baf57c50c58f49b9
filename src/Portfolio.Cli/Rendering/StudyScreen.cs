using Portfolio.Contracts.V1;
using Spectre.Console;

namespace Portfolio.Cli.Rendering;

/// <summary>Shows how far a study is: one line on a terminal; where there is none, a line on standard error at every tenth of the way.</summary>
sealed class StudyScreen : IDisposable
{
    const string Name = "comparing";

    readonly LiveView? view;
    int shown = -1;

    StudyScreen(LiveView? view) => this.view = view;

    /// <summary>The screen that fits where the output goes.</summary>
    public static StudyScreen Create() => new(LiveView.IsPossible ? new LiveView() : null);

    /// <summary>Shows new progress.</summary>
    public void Show(StudyProgress progress)
    {
        var tenths = ProgressText.Tenths(progress.ReplicationsDone, progress.Replications);
        if (view is not null)
            view.Show(new Markup(ProgressText.Bar(Name, progress)));
        else if (tenths > shown)
            Console.Error.WriteLine($"{Name}: {ProgressText.Plain(progress)}");
        shown = tenths;
    }

    /// <inheritdoc/>
    public void Dispose() => view?.Dispose();
}
