using Portfolio.Analysis.Comparing;
using Portfolio.Contracts.V1;
using Portfolio.Model.Statistics;

namespace Portfolio.Analysis.Explaining;

/// <summary>One outcome under every set of changes, and the terms its difference is split into.</summary>
/// <remarks>Means come from exact sums under every set, so the parts add up; errors from the terms of single replications, rounded.</remarks>
sealed class AllOrdersSplit(ExplainedColumn column, SplitTerms terms)
{
    readonly Int128[] sums = new Int128[1 << terms.Changes];
    readonly Moments[] spread = new Moments[terms.Count];
    EndMoments ends;

    /// <summary>The outcome.</summary>
    public ExplainedColumn Column => column;

    /// <summary>Adds replications; those in which the outcome is not defined under every set are left out.</summary>
    public void Add(UnitTable table)
    {
        var complete = table.Complete(1);
        var worth = new long[sums.Length];
        for (var row = 0; row < complete.Rows; row++)
        {
            for (var set = 0; set < worth.Length; set++)
                worth[set] = complete[set][row];
            Add(worth);
        }
    }

    /// <summary>Writes everything.</summary>
    public void Write(BinaryWriter writer)
    {
        ends.Write(writer);
        foreach (var sum in sums)
            writer.Write(sum);
        foreach (var moments in spread)
            writer.Write(moments);
    }

    /// <summary>Adds what was written.</summary>
    public void Read(BinaryReader reader)
    {
        ends.Read(reader);
        foreach (ref var sum in sums.AsSpan())
            sum += reader.ReadWide();
        foreach (ref var moments in spread.AsSpan())
            moments += reader.ReadMoments();
    }

    /// <summary>The split, as clients read it.</summary>
    public ExplainedOutcome Tell()
    {
        var explained = ends.Tell(column);
        var (count, unit) = (ends.Difference.Count, Quantisation.Unit(column.Kind));
        if (count == 0)
            return explained;
        var means = SplitTerms.Of([.. sums.Select(sum => (double)(sum - sums[0]) / count * unit)]);
        var fraction = unit / SplitTerms.Fractions(column.Kind);
        Effect Term(int term) => Effects.Of(count, means[term], spread[term].StandardError * fraction);
        for (var i = 0; i < terms.Changes; i++)
            explained.Parts.Add(new ExplainedPart { Total = Term(i), Alone = Term(terms.Changes + i), Together = Term(2 * terms.Changes + i) });
        var pair = 3 * terms.Changes;
        for (var one = 0; one < terms.Changes; one++)
        {
            for (var other = one + 1; other < terms.Changes; other++)
                explained.Interactions.Add(new Interaction { One = one, Other = other, Effect = Term(pair++) });
        }

        return explained;
    }

    void Add(long[] worth)
    {
        ends.Add(worth[0], worth[^1]);
        for (var set = 0; set < worth.Length; set++)
            sums[set] += worth[set];
        for (var term = 0; term < spread.Length; term++)
            spread[term] = spread[term].With(terms.Of(term, worth, SplitTerms.Fractions(column.Kind)));
    }
}
