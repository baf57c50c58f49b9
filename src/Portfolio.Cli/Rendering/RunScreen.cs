using System.Text;
using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Spectre.Console;
using Spectre.Console.Rendering;
using State = Portfolio.Contracts.V1.Run.Types.State;
using Text = Spectre.Console.Text;

namespace Portfolio.Cli.Rendering;

/// <summary>Live view: how far each run is, and the band of live sites at the horizon's end for the portfolio and each theme, on one scale.</summary>
sealed class RunScreen : IRunScreen
{
    /// <summary>What stands beside a band: names and numbers.</summary>
    const int BesideBand = 62;

    readonly Lock gate = new();
    readonly Bands?[] newest;
    readonly Heartbeat?[] beats;
    readonly State[] states;
    readonly string[] names;
    readonly LiveView view = new();

    RunScreen(string[] names)
    {
        this.names = names;
        newest = new Bands?[names.Length];
        beats = new Heartbeat?[names.Length];
        states = new State[names.Length];
    }

    /// <summary>A live view on a terminal; lines on standard error where there is none.</summary>
    /// <param name="names">What each run is called.</param>
    public static IRunScreen Create(IReadOnlyList<string> names) => LiveView.IsPossible ? new RunScreen([.. names]) : new LineScreen([.. names]);

    /// <summary>The same, of runs that are called by their scenarios.</summary>
    /// <param name="set">The definitions.</param>
    /// <param name="scenarios">The scenarios; null stands for the plain portfolio.</param>
    public static IRunScreen Create(DefinitionSet set, IReadOnlyList<string?> scenarios) => Create([.. scenarios.Select(scenario => scenario ?? set.Portfolio.Id)]);

    /// <inheritdoc/>
    public void Show(int run, Bands bands) => Show(() => newest[run] = bands);

    /// <inheritdoc/>
    public void Show(int run, Heartbeat beat) => Show(() => beats[run] = beat);

    /// <inheritdoc/>
    public void Show(int run, StateChange change) => Show(() => states[run] = change.State);

    /// <inheritdoc/>
    public void Dispose() => view.Dispose();

    void Show(Action take)
    {
        lock (gate)
        {
            take();
            view.Show(Render());
        }
    }

    IRenderable Render()
    {
        var rows = new List<IRenderable>();
        for (var i = 0; i < names.Length; i++)
            rows.Add(new Markup(ProgressText.Bar(names[i], Progress(newest[i], beats[i])) + (states[i] == State.Paused ? " [yellow]paused[/]" : "")));
        rows.Add(new Text(""));
        rows.Add(BandTable());
        return new Rows(rows);
    }

    static StudyProgress? Progress(Bands? bands, Heartbeat? beat) => bands is null ? null : new StudyProgress
    {
        ReplicationsDone = bands.ReplicationsDone,
        Replications = bands.Replications,
        ReplicationsPerSecond = beat?.ReplicationsPerSecond ?? 0,
        TimeLeft = beat?.TimeLeft,
    };

    Table BandTable()
    {
        var table = new Table().Border(TableBorder.None).AddColumns("", "", "[grey]live sites at the end[/]", "[grey]p5[/]", "[grey]p50[/]", "[grey]p95[/]", "[grey]mean ± 95 %[/]");
        foreach (var column in table.Columns.Skip(3))
            column.RightAligned();
        var subjects = newest.FirstOrDefault(bands => bands is not null)?.Bands_.Select(band => band.Subject).ToList() ?? [];
        foreach (var subject in subjects)
        {
            var ends = newest.Select(bands => bands?.Bands_.FirstOrDefault(band => band.Subject == subject)).Select(band => band is null ? null : BandEnd.Of(band)).ToList();
            var most = Math.Max(1, ends.Max(end => end?.High ?? 0));
            for (var i = 0; i < names.Length; i++)
                AddRow(table, i == 0 ? subject.Split('/')[^1] : "", names[i], ends[i], most);
        }

        return table;
    }

    static void AddRow(Table table, string subject, string scenario, BandEnd? end, double most)
    {
        if (end is null)
            table.AddRow(subject.EscapeMarkup(), $"[grey]{scenario.EscapeMarkup()}[/]", "", "", "", "", "");
        else
            table.AddRow(
                subject.EscapeMarkup(),
                $"[grey]{scenario.EscapeMarkup()}[/]",
                end.Draw(Math.Clamp(AnsiConsole.Profile.Width - BesideBand, 8, 40), most),
                Figures.Count(end.Low),
                Figures.Count(end.Median),
                Figures.Count(end.High),
                $"{end.Mean:0.0} ± {1.96 * end.StandardError:0.0}");
    }

    /// <summary>A band at its last month.</summary>
    sealed record BandEnd(double Low, double LowerQuarter, double Median, double UpperQuarter, double High, double Mean, double StandardError)
    {
        public static BandEnd Of(Band band) => new(
            band.Quantiles[0].Values[^1],
            band.Quantiles[1].Values[^1],
            band.Quantiles[2].Values[^1],
            band.Quantiles[3].Values[^1],
            band.Quantiles[4].Values[^1],
            band.Mean[^1],
            band.StandardError[^1]);

        /// <summary>p5 to p95 as a thin line, the middle half as a thick one, the median as a dot.</summary>
        public string Draw(int width, double most)
        {
            int At(double value) => Math.Clamp((int)Math.Round(value / most * (width - 1)), 0, width - 1);
            var line = new StringBuilder(new string(' ', width));
            for (var i = At(Low); i <= At(High); i++)
                line[i] = '─';
            for (var i = At(LowerQuarter); i <= At(UpperQuarter); i++)
                line[i] = '━';
            line[At(Median)] = '●';
            return $"[cyan]{line}[/]";
        }
    }
}
