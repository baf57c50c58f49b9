using Portfolio.Contracts.V1;
using Spectre.Console;
using Spectre.Console.Rendering;
using Text = Spectre.Console.Text;

namespace Portfolio.Cli.Rendering;

/// <summary>Shows how far a study is: one line on a terminal; where there is none, a line on standard error at every tenth of the way.</summary>
sealed class StudyScreen : IDisposable
{
    readonly string doing;
    LiveView? view;
    int shown = -1;

    StudyScreen(string doing, bool live) => (this.doing, IsLive) = (doing, live);

    /// <summary>Whether it is a terminal, on which what is shown can be replaced.</summary>
    public bool IsLive { get; }

    /// <summary>The screen that fits where the output goes.</summary>
    /// <param name="doing">What the study does, in a word.</param>
    public static StudyScreen Create(string doing) => new(doing, LiveView.IsPossible);

    /// <summary>Tells on standard error what a study will cost.</summary>
    public void Tell(StudyCost cost, int replications) => Console.Error.WriteLine($"{doing}: {ProgressText.Cost(cost, replications)}");

    /// <summary>Begins to show progress.</summary>
    public void Begin() => view = IsLive ? new LiveView() : null;

    /// <summary>Shows new progress.</summary>
    /// <param name="progress">How far the study is.</param>
    /// <param name="below">What to show below it on a terminal.</param>
    public void Show(StudyProgress progress, IRenderable? below = null)
    {
        var tenths = ProgressText.Tenths(progress.ReplicationsDone, progress.Replications);
        var bar = new Markup(ProgressText.Bar(doing, progress));
        if (view is not null)
            view.Show(below is null ? bar : new Rows(bar, new Text(""), below));
        else if (tenths > shown)
            Console.Error.WriteLine($"{doing}: {ProgressText.Plain(progress)}");
        shown = tenths;
    }

    /// <inheritdoc/>
    public void Dispose() => view?.Dispose();
}
