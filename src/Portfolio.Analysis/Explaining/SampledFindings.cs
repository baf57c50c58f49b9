using Portfolio.Analysis.Comparing;
using Portfolio.Contracts.V1;
using Portfolio.Model.Outcomes;

namespace Portfolio.Analysis.Explaining;

/// <summary>The differences of two scenarios, split along sampled orders of their changes.</summary>
/// <param name="about">The scenarios and the changes.</param>
/// <param name="columns">The outcomes.</param>
sealed class SampledFindings(Explanation about, IReadOnlyList<ExplainedColumn> columns) : Findings
{
    readonly SampledSplit[] splits = [.. columns.Select(column => new SampledSplit(column, about.Changes.Count))];
    int replications;
    int orders;

    /// <inheritdoc/>
    public override int Replications => replications;

    /// <summary>Adds a block of replications that share their orders.</summary>
    public void Add(ScenarioPlaces places, IReadOnlyList<OutcomeTable> outcomes, OrderWalk walk)
    {
        foreach (var split in splits)
            split.Add(UnitTable.Of(split.Column.Kind, split.Column.In(places), outcomes), walk);
        replications += outcomes[0].Rows;
        orders++;
    }

    /// <inheritdoc/>
    public override void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(replications);
        writer.Write7BitEncodedInt(orders);
        foreach (var split in splits)
            split.Write(writer);
    }

    /// <inheritdoc/>
    public override void Read(BinaryReader reader)
    {
        replications += reader.Read7BitEncodedInt();
        orders += reader.Read7BitEncodedInt();
        foreach (var split in splits)
            split.Read(reader);
    }

    /// <inheritdoc/>
    public override void Tell(StudyAnswer answer)
    {
        answer.Explanation = about.Clone();
        answer.Explanation.SampledOrders = orders;
        answer.Explanation.Outcomes.AddRange(splits.Select(split => split.Tell()));
        answer.Summary.AddRange(ExplanationSummary.Of(answer.Explanation));
    }
}
