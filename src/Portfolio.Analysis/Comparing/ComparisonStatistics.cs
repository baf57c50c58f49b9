using Portfolio.Model;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;
using Preference = Portfolio.Contracts.V1.ComparedOutcome.Types.Preference;

namespace Portfolio.Analysis.Comparing;

/// <summary>
/// Statistics of scenarios compared replication by replication on the same draws. All sums are of whole numbers, so merging is
/// exact in any grouping and order; the size does not depend on the number of replications.
/// </summary>
/// <remarks>
/// Who is best, regrets and who dominates whom are kept of the portfolio, its themes and its targets only: they take room by the
/// square of the number of scenarios, and of a hundred initiatives under a hundred scenarios that would be hundreds of megabytes.
/// Standard errors take replications as independent: each has a draw of the parameters of its own.
/// </remarks>
public sealed class ComparisonStatistics
{
    readonly List<OutcomeComparison> outcomes = [];
    readonly List<SeriesComparison> months = [];
    readonly int scenarios;
    readonly int series;

    /// <summary>Empty statistics.</summary>
    /// <param name="models">The scenarios, in order; the first is the base, and its subjects and targets are compared.</param>
    /// <param name="series">What is compared month by month.</param>
    /// <exception cref="ArgumentException">There is no scenario.</exception>
    public ComparisonStatistics(IReadOnlyList<PortfolioModel> models, IReadOnlyList<Series> series)
    {
        if (models.Count == 0)
            throw new ArgumentException("a comparison needs a scenario", nameof(models));
        (scenarios, this.series) = (models.Count, series.Count);
        var places = new ScenarioPlaces(models);
        for (var subject = 0; subject < places.Subjects.Count; subject++)
            AddSubject(places, subject);
        foreach (var target in models[0].Targets)
            outcomes.Add(new OutcomeComparison($"targets/{target.Id}", ComparedOutcomes.Met, SeriesKind.Share, Preference.More, places.Columns(target.Id), true));
        for (var i = 0; i < series.Count; i++)
            AddSeries(places, series[i], i, models[0].Months);
    }

    /// <summary>Replications added, of every scenario.</summary>
    public int Replications { get; private set; }

    /// <summary>The outcomes: those of each subject of the base, then its targets.</summary>
    public IReadOnlyList<OutcomeComparison> Outcomes => outcomes;

    /// <summary>The series: of each, the portfolio and the base's themes.</summary>
    public IReadOnlyList<SeriesComparison> Series => months;

    /// <summary>Adds the same range of replications under all scenarios.</summary>
    /// <param name="ranges">What it came to under each scenario, in their order.</param>
    /// <exception cref="ArgumentException">Ranges are not one for each scenario, or differ in length.</exception>
    public void Add(IReadOnlyList<ScenarioRange> ranges)
    {
        if (ranges.Count != scenarios)
            throw new ArgumentException($"{ranges.Count} ranges for {scenarios} scenarios", nameof(ranges));
        var rows = ranges[0].Outcomes.Rows;
        if (ranges.Any(range => range.Outcomes.Rows != rows || (series > 0 && range.Values.Replications != rows)))
            throw new ArgumentException("ranges differ in length", nameof(ranges));
        foreach (var outcome in outcomes)
            outcome.Add(ranges);
        foreach (var month in months)
            month.Add(ranges);
        Replications += rows;
    }

    /// <summary>Adds the statistics of other replications.</summary>
    /// <param name="other">Statistics of the same scenarios and series.</param>
    /// <exception cref="ArgumentException">They are of something else.</exception>
    public void Add(ComparisonStatistics other)
    {
        if (other.scenarios != scenarios || other.outcomes.Count != outcomes.Count || other.months.Count != months.Count)
            throw new ArgumentException("statistics of different comparisons cannot be added", nameof(other));
        for (var i = 0; i < outcomes.Count; i++)
            outcomes[i].Add(other.outcomes[i]);
        for (var i = 0; i < months.Count; i++)
            months[i].Add(other.months[i]);
        Replications += other.Replications;
    }

    /// <summary>Writes everything; what it is about is not written. Equal statistics write equal bytes.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(Replications);
        foreach (var outcome in outcomes)
            outcome.Write(writer);
        foreach (var month in months)
            month.Write(writer);
    }

    /// <summary>Adds what statistics of the same scenarios and series have written.</summary>
    /// <exception cref="EndOfStreamException">It is cut short.</exception>
    public void Read(BinaryReader reader)
    {
        Replications += reader.Read7BitEncodedInt();
        foreach (var outcome in outcomes)
            outcome.Read(reader);
        foreach (var month in months)
            month.Read(reader);
    }

    void AddSubject(ScenarioPlaces places, int subject)
    {
        var name = places.Subjects.Names[subject];
        foreach (var outcome in ComparedOutcomes.OfSubjects)
        {
            outcomes.Add(new OutcomeComparison(
                name, outcome.Name(), outcome.Kind(), outcome.Preference(), places.Columns(name, outcome), subject < places.Subjects.FirstInitiative));
        }
    }

    /// <summary>What only the programme has is not looked for in themes.</summary>
    void AddSeries(ScenarioPlaces places, Series one, int index, int length)
    {
        var subjects = one.IsProgrammes() ? 1 : places.Subjects.FirstInitiative;
        foreach (var subject in places.Subjects.Names.Take(subjects))
            months.Add(new SeriesComparison(subject, one, index, places.OfSubject(subject), length));
    }
}
