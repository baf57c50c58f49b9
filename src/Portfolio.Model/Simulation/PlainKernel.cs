using System.Buffers;
using System.Runtime.CompilerServices;
using Portfolio.Model.Outcomes;

namespace Portfolio.Model.Simulation;

/// <summary>The plain kernel: one replication after the other, as <see cref="PortfolioFuture"/> tells it.</summary>
public sealed class PlainKernel : IKernel
{
    const int ReplicationsAtOnce = 16;

    /// <inheritdoc/>
    public RangeResult Simulate(PortfolioModel model, ReplicationRange range, IReadOnlyList<Series> series, CancellationToken cancellation) =>
        Simulate(model, range, SeriesStatistics.Of(model, series), cancellation);

    /// <summary>Simulates a range into statistics of any kind.</summary>
    public static RangeResult Simulate(PortfolioModel model, ReplicationRange range, SeriesStatistics into, CancellationToken cancellation)
    {
        var subjects = new Subjects(model);
        var table = new OutcomeTable(subjects.Count, model.Targets.Count, range.Count);
        var values = new double[Math.Min(ReplicationsAtOnce, range.Count)][];
        for (var replication = 0; replication < values.Length; replication++)
            values[replication] = ArrayPool<double>.Shared.Rent(into.Cells);
        for (var row = 0; row < range.Count; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            Simulate(new PortfolioFuture(model, range.First + row), subjects, into, values[row % ReplicationsAtOnce], table, row);
            var filled = row % ReplicationsAtOnce + 1;
            if (filled == ReplicationsAtOnce || row == range.Count - 1)
                into.Add(range.First + row + 1 - filled, values.AsSpan(0, filled));
        }

        // Of a hundred initiatives they are megabytes a call, and among large objects what is dropped stays until the next full collection.
        foreach (var cells in values)
            ArrayPool<double>.Shared.Return(cells);
        return new RangeResult(range, into, table);
    }

    /// <inheritdoc/>
    public OutcomeTable Simulate(PortfolioModel model, ReplicationRange range, SeriesValues into, CancellationToken cancellation)
    {
        var subjects = new Subjects(model);
        var table = new OutcomeTable(subjects.Count, model.Targets.Count, range.Count);
        var shape = SeriesStatistics.Of(model, into.Series, keepsQuantiles: false);
        var cells = new double[shape.Cells];
        for (var row = 0; row < range.Count; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            Simulate(new PortfolioFuture(model, range.First + row), subjects, shape, cells, table, row);
            Copy(cells, shape, into, row);
        }

        return table;
    }

    /// <summary>Simulates one replication and shows it after each of its months.</summary>
    /// <returns>Its end outcomes, in one row.</returns>
    public static OutcomeTable Simulate(PortfolioModel model, int replication, Action<PortfolioFuture> show)
    {
        var subjects = new Subjects(model);
        var table = new OutcomeTable(subjects.Count, model.Targets.Count, rows: 1);
        var (outcomes, months) = (new ReplicationOutcomes(model, subjects), new SubjectMonth[subjects.Count]);
        var future = new PortfolioFuture(model, replication);
        while (future.Month < model.Months)
        {
            Live(future, subjects, outcomes, months);
            show(future);
        }

        outcomes.WriteTo(table, 0, future);
        return table;
    }

    static void Copy(double[] cells, SeriesStatistics shape, SeriesValues into, int row)
    {
        for (var series = 0; series < into.Series.Count; series++)
        {
            for (var subject = 0; subject < into.Subjects; subject++)
            {
                for (var month = 0; month < into.Months; month++)
                    into[series, subject, month][row] = cells[shape.Cell(series, subject, month)];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Simulate(PortfolioFuture future, Subjects subjects, SeriesStatistics shape, double[] cells, OutcomeTable table, int row)
    {
        var outcomes = new ReplicationOutcomes(future.Model, subjects);
        var months = new SubjectMonth[subjects.Count];
        while (future.Month < future.Model.Months)
        {
            Live(future, subjects, outcomes, months);
            for (var subject = 0; subject < subjects.Count && shape.Series.Count > 0; subject++)
            {
                for (var i = 0; i < shape.Series.Count; i++)
                {
                    var series = shape.Series[i];
                    cells[shape.Cell(i, subject, future.Month - 1)] = series == Series.Npv ? outcomes.Npv(subject, future) : months[subject][series];
                }
            }
        }

        outcomes.WriteTo(table, row, future);
    }

    /// <summary>Lives through the next month, and gathers what it brings.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Live(PortfolioFuture future, Subjects subjects, ReplicationOutcomes outcomes, SubjectMonth[] months)
    {
        future.Step();
        outcomes.Observe(future);
        for (var subject = 0; subject < subjects.Count; subject++)
        {
            months[subject] = SubjectMonth.Of(future, subjects.Members[subject], subject == 0, subject >= subjects.FirstInitiative);
            outcomes.Observe(subject, months[subject]);
        }
    }
}
