using System.Buffers;

namespace Portfolio.Model.Outcomes;

/// <summary>Chosen series of the portfolio and its themes, month by month, for every replication of a short range: for what must be paired replication by replication.</summary>
/// <remarks>Megabytes that are needed for tenths of a second: they are borrowed, and given back for the next range where they are disposed of. Until they are filled they hold anything.</remarks>
/// <param name="series">The series.</param>
/// <param name="subjects">Number of subjects: the portfolio, then its themes.</param>
/// <param name="months">Number of months.</param>
/// <param name="replications">Length of the range.</param>
public sealed class SeriesValues(IReadOnlyList<Series> series, int subjects, int months, int replications) : IDisposable
{
    readonly double[] values = ArrayPool<double>.Shared.Rent(series.Count * subjects * months * replications);

    /// <summary>Empty values of a model's series over a range.</summary>
    public static SeriesValues Of(PortfolioModel model, IReadOnlyList<Series> series, int replications) =>
        new(series, new Subjects(model).FirstInitiative, model.Months, replications);

    /// <summary>The series.</summary>
    public IReadOnlyList<Series> Series => series;

    /// <summary>Number of subjects.</summary>
    public int Subjects => subjects;

    /// <summary>Number of months.</summary>
    public int Months => months;

    /// <summary>Length of the range.</summary>
    public int Replications => replications;

    /// <summary>The values of a series of a subject at a month's end, replication by replication; not-a-number where it is not defined.</summary>
    public Span<double> this[int series, int subject, int month] => values.AsSpan(((series * subjects + subject) * months + month) * replications, replications);

    /// <summary>Gives its room back; nothing may be read from it any more.</summary>
    public void Dispose() => ArrayPool<double>.Shared.Return(values);
}
