using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Rendering;

/// <summary>A row of a result table.</summary>
/// <param name="Name">Name of the subject.</param>
/// <param name="Cells">Its figures, one for each of <see cref="Columns"/>.</param>
sealed record SubjectRow(string Name, IReadOnlyList<string> Cells)
{
    /// <summary>Names of the figures.</summary>
    public static readonly string[] Columns =
        ["live sites p5 / p50 / p95", "of", "P(scaled)", "P(stopped)", "at a gate", "unfunded", "cancelled", "stability", "funded", "people", "NPV £m"];

    /// <summary>The row of a subject, or of the average of several.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="subjects">The subjects.</param>
    /// <param name="live">Quantiles of a subject's live sites.</param>
    public static SubjectRow Of(string name, IReadOnlyList<SubjectResult> subjects, IReadOnlyList<Quantile> live)
    {
        string Quantile(double probability) => live.FirstOrDefault(each => each.Probability == probability) is { } found ? Figures.Count(found.Value) : "–";
        double Average(Func<SubjectResult, double> figure) => subjects.Average(figure);
        return new SubjectRow(name,
        [
            $"{Quantile(0.05)} / {Quantile(0.5)} / {Quantile(0.95)}",
            Figures.Count(Average(subject => subject.Eligible)),
            Figures.Percent(Average(subject => subject.Scaled.Value)),
            Figures.Percent(Average(subject => subject.Stopped.Value)),
            Figures.Percent(Average(subject => subject.StoppedFailedGate.Value)),
            Figures.Percent(Average(subject => subject.StoppedUnfunded.Value)),
            Figures.Percent(Average(subject => subject.StoppedCancelled.Value)),
            Figures.Share(Average(subject => subject.Stability.Mean)),
            Figures.Percent(Average(subject => subject.Funded.Mean)),
            Figures.People(Average(subject => subject.Patients.Mean)),
            Figures.Millions(Average(subject => subject.Npv.Mean)),
        ]);
    }
}
