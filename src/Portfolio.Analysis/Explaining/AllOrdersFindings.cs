using Portfolio.Analysis.Comparing;
using Portfolio.Contracts.V1;
using Portfolio.Model.Outcomes;

namespace Portfolio.Analysis.Explaining;

/// <summary>The differences of two scenarios, split over all orders of their changes.</summary>
/// <param name="about">The scenarios and the changes.</param>
/// <param name="columns">The outcomes.</param>
/// <param name="terms">What differences are split into.</param>
sealed class AllOrdersFindings(Explanation about, IReadOnlyList<ExplainedColumn> columns, SplitTerms terms) : Findings
{
    readonly AllOrdersSplit[] splits = [.. columns.Select(column => new AllOrdersSplit(column, terms))];
    int replications;

    /// <inheritdoc/>
    public override int Replications => replications;

    /// <summary>Adds the same replications under every set of changes.</summary>
    public void Add(ScenarioPlaces places, IReadOnlyList<OutcomeTable> outcomes)
    {
        foreach (var split in splits)
            split.Add(UnitTable.Of(split.Column.Kind, split.Column.In(places), outcomes));
        replications += outcomes[0].Rows;
    }

    /// <inheritdoc/>
    public override void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(replications);
        foreach (var split in splits)
            split.Write(writer);
    }

    /// <inheritdoc/>
    public override void Read(BinaryReader reader)
    {
        replications += reader.Read7BitEncodedInt();
        foreach (var split in splits)
            split.Read(reader);
    }

    /// <inheritdoc/>
    public override void Tell(StudyAnswer answer)
    {
        answer.Explanation = about.Clone();
        answer.Explanation.Outcomes.AddRange(splits.Select(split => split.Tell()));
        answer.Summary.AddRange(ExplanationSummary.Of(answer.Explanation));
    }
}
