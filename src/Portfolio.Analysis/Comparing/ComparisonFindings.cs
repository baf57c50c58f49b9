using Portfolio.Analysis.Stopping;
using Portfolio.Analysis.Valuing;
using Portfolio.Contracts.V1;
using Portfolio.Model;

namespace Portfolio.Analysis.Comparing;

/// <summary>What a comparison has found so far.</summary>
sealed class ComparisonFindings : Findings
{
    readonly IReadOnlyList<string> ids;
    readonly string? counterfactual;
    readonly ComparisonStatistics statistics;
    readonly ValueStatistics[] values;
    readonly int against;
    readonly RankedOutcome? ranked;

    /// <param name="models">A model for each scenario; then that of the counterfactual, where it is not among them.</param>
    /// <param name="ids">Ids of the scenarios.</param>
    /// <param name="counterfactual">Id of the counterfactual; null where values are gross.</param>
    /// <param name="series">What is compared month by month.</param>
    /// <param name="ranking">By what the scenarios are ranked, where a stopping rule wants that.</param>
    public ComparisonFindings(
        IReadOnlyList<PortfolioModel> models, IReadOnlyList<string> ids, string? counterfactual, IReadOnlyList<Model.Outcomes.Series> series, SureRanking? ranking)
    {
        ranked = ranking is null ? null : RankedOutcome.Of(ranking, [.. models.Take(ids.Count)]);
        (this.ids, this.counterfactual) = (ids, counterfactual);
        statistics = new ComparisonStatistics([.. models.Take(ids.Count)], series);
        values = [.. ids.Select(_ => new ValueStatistics())];
        against = ids.Count < models.Count ? ids.Count : counterfactual is null ? -1 : ids.ToList().IndexOf(counterfactual);
    }

    /// <inheritdoc/>
    public override int Replications => statistics.Replications;

    /// <inheritdoc/>
    public override Looks? Looks => ranked is null ? null : RankedOutcome.Looks;

    /// <inheritdoc/>
    public override bool AreEnough(int look) => ranked?.IsSure(look) ?? false;

    /// <summary>Adds the same replications under all models.</summary>
    public void Add(IReadOnlyList<ScenarioRange> ranges)
    {
        statistics.Add([.. ranges.Take(ids.Count)]);
        for (var i = 0; i < values.Length; i++)
            values[i].Add(ranges[i].Outcomes, against < 0 ? null : ranges[against].Outcomes);
        ranked?.Add([.. ranges.Take(ids.Count).Select(range => range.Outcomes)]);
    }

    /// <inheritdoc/>
    public override void Write(BinaryWriter writer)
    {
        statistics.Write(writer);
        foreach (var value in values)
            value.Write(writer);
        ranked?.Write(writer);
    }

    /// <inheritdoc/>
    public override void Read(BinaryReader reader)
    {
        statistics.Read(reader);
        foreach (var value in values)
            value.Read(reader);
        ranked?.Read(reader);
    }

    /// <inheritdoc/>
    public override void Tell(StudyAnswer answer)
    {
        var comparison = ComparisonAnswer.Of(ids, statistics);
        if (counterfactual is not null)
            comparison.Counterfactual = counterfactual;
        comparison.Values.AddRange(values.Select(ValueAnswer.Of));
        answer.Comparison = comparison;
        answer.Summary.AddRange(ComparisonSummary.Of(comparison, Replications));
    }
}
