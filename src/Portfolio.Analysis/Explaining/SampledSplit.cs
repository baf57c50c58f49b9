using Portfolio.Analysis.Comparing;
using Portfolio.Contracts.V1;
using Portfolio.Model.Statistics;

namespace Portfolio.Analysis.Explaining;

/// <summary>One outcome along sampled orders of the changes.</summary>
/// <remarks>
/// A replication sees an order and its reverse, so what a change brings to it is the mean of two steps: kept doubled, they are whole
/// numbers, and the parts add up exactly. Replications of a block share their orders: errors count that they are alike.
/// </remarks>
sealed class SampledSplit(ExplainedColumn column, int changes)
{
    readonly Moments[] totals = new Moments[changes];
    readonly Moments[] together = new Moments[changes];
    readonly Moments[] alone = new Moments[changes];
    readonly SquaredSums[] totalsByBlock = new SquaredSums[changes];
    readonly SquaredSums[] togetherByBlock = new SquaredSums[changes];
    EndMoments ends;

    /// <summary>The outcome.</summary>
    public ExplainedColumn Column => column;

    /// <summary>Adds a block of replications that share their orders; those in which the outcome is not defined everywhere are left out.</summary>
    /// <param name="table">The outcome under each of the walk's cases.</param>
    /// <param name="walk">Where each case stands.</param>
    public void Add(UnitTable table, OrderWalk walk)
    {
        var complete = table.Complete(1);
        for (var row = 0; row < complete.Rows; row++)
            ends.Add(complete[walk.None][row], complete[walk.All][row]);
        for (var change = 0; change < changes; change++)
        {
            var (sumOfTotals, sumOfTogether) = (Int128.Zero, Int128.Zero);
            for (var row = 0; row < complete.Rows; row++)
            {
                var (total, own) = (0L, complete[walk.Alone(change)][row] - complete[walk.None][row]);
                foreach (var (before, after) in walk.Steps(change))
                    total += complete[after][row] - complete[before][row];
                (totals[change], alone[change], together[change]) = (totals[change].With(total), alone[change].With(own), together[change].With(total - 2 * own));
                (sumOfTotals, sumOfTogether) = (sumOfTotals + total, sumOfTogether + total - 2 * own);
            }

            var counts = (long)complete.Rows * complete.Rows;
            totalsByBlock[change] += new SquaredSums(counts, sumOfTotals * sumOfTotals);
            togetherByBlock[change] += new SquaredSums(counts, sumOfTogether * sumOfTogether);
        }
    }

    /// <summary>Writes everything.</summary>
    public void Write(BinaryWriter writer)
    {
        ends.Write(writer);
        for (var change = 0; change < changes; change++)
        {
            writer.Write(totals[change]);
            writer.Write(together[change]);
            writer.Write(alone[change]);
            writer.Write(totalsByBlock[change]);
            writer.Write(togetherByBlock[change]);
        }
    }

    /// <summary>Adds what was written.</summary>
    public void Read(BinaryReader reader)
    {
        ends.Read(reader);
        for (var change = 0; change < changes; change++)
        {
            totals[change] += reader.ReadMoments();
            together[change] += reader.ReadMoments();
            alone[change] += reader.ReadMoments();
            totalsByBlock[change] += reader.ReadSquaredSums();
            togetherByBlock[change] += reader.ReadSquaredSums();
        }
    }

    /// <summary>The split, as clients read it.</summary>
    public ExplainedOutcome Tell()
    {
        var explained = ends.Tell(column);
        var unit = Quantisation.Unit(column.Kind);
        for (var change = 0; change < changes && ends.Difference.Count > 0; change++)
        {
            explained.Parts.Add(new ExplainedPart
            {
                Total = OfBlocks(totals[change], totalsByBlock[change], unit / 2),
                Alone = Effects.Of(alone[change], unit),
                Together = OfBlocks(together[change], togetherByBlock[change], unit / 2),
            });
        }

        return explained;
    }

    static Effect OfBlocks(in Moments moments, SquaredSums blocks, double unit) =>
        Effects.Of(moments.Count, moments.Mean * unit, VarianceSplit.Of(moments, blocks).StandardError * unit);
}
