using Portfolio.Analysis.Comparing;
using Portfolio.Contracts.V1;

namespace Portfolio.Analysis.Resting;

/// <summary>What the outcomes of a scenario rest on.</summary>
/// <param name="about">The scenario and the sources.</param>
/// <param name="outcomes">The outcomes.</param>
sealed class RestsOnFindings(RestsOn about, IReadOnlyList<RestingOutcome> outcomes) : Findings
{
    int replications;

    /// <inheritdoc/>
    public override int Replications => replications;

    /// <summary>Adds replications.</summary>
    /// <param name="first">Index of the first.</param>
    /// <param name="tables">Each outcome under every set of kept sources.</param>
    public void Add(int first, IReadOnlyList<UnitTable> tables)
    {
        for (var i = 0; i < outcomes.Count; i++)
            outcomes[i].Add(first, tables[i]);
        replications += tables[0].Rows;
    }

    /// <inheritdoc/>
    public override void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(replications);
        foreach (var outcome in outcomes)
            outcome.Write(writer);
    }

    /// <inheritdoc/>
    public override void Read(BinaryReader reader)
    {
        replications += reader.Read7BitEncodedInt();
        foreach (var outcome in outcomes)
            outcome.Read(reader);
    }

    /// <inheritdoc/>
    public override void Tell(StudyAnswer answer)
    {
        answer.RestsOn = about.Clone();
        answer.RestsOn.Outcomes.AddRange(outcomes.Select(outcome => outcome.Tell()));
        answer.Summary.AddRange(RestsOnSummary.Of(answer.RestsOn));
    }
}
