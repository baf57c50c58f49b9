using Portfolio.Contracts.V1;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Cli.Rendering;

/// <summary>Progress as lines on standard error, for logs and pipes: one at the first bands and one at every tenth of the way.</summary>
sealed class LineScreen(string[] names) : IRunScreen
{
    readonly Lock gate = new();
    readonly int[] shown = [.. names.Select(_ => -1)];

    /// <inheritdoc/>
    public void Show(int run, Bands bands)
    {
        lock (gate)
        {
            var step = ProgressText.Tenths(bands.ReplicationsDone, bands.Replications);
            if (step <= shown[run])
                return;
            shown[run] = step;
            var all = bands.Bands_.FirstOrDefault(band => band.Subject == "portfolio");
            var band = all is null
                ? ""
                : $", live sites at the end p5 {Figures.Count(all.Quantiles[0].Values[^1])}, p50 {Figures.Count(all.Quantiles[2].Values[^1])}, p95 {Figures.Count(all.Quantiles[4].Values[^1])}";
            Console.Error.WriteLine($"{names[run]}: {Figures.Count(bands.ReplicationsDone)} of {Figures.Count(bands.Replications)} replications{band}");
        }
    }

    /// <inheritdoc/>
    public void Show(int run, Heartbeat beat)
    {
    }

    /// <inheritdoc/>
    public void Show(int run, StateChange change)
    {
        if (change.State == State.Paused)
            Console.Error.WriteLine($"{names[run]}: paused after {Figures.Count(change.ReplicationsDone)} replications");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
