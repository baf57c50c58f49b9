using Portfolio.Model.Statistics;

namespace Portfolio.Analysis.Comparing;

/// <summary>An outcome under one scenario, by itself and against the base on the same draws, in exact units.</summary>
public struct PairedMoments
{
    /// <summary>Of the outcome, over the replications in which it is defined.</summary>
    public Moments Value { get; private set; }

    /// <summary>Of this scenario less the base, over the replications in which both are defined, as are the next two.</summary>
    public Moments Difference { get; private set; }

    /// <summary>Of the base's members of those pairs.</summary>
    public Moments Base { get; private set; }

    /// <summary>Of this scenario's members of those pairs.</summary>
    public Moments Other { get; private set; }

    /// <summary>Pairs of which this scenario has the larger member.</summary>
    public int Larger { get; private set; }

    /// <summary>Pairs of equal members.</summary>
    public int Equal { get; private set; }

    /// <summary>Share of the pairs in which this scenario is the larger, ties counted half; not-a-number without a pair.</summary>
    public readonly double ProbabilityLarger => (Larger + 0.5 * Equal) / Difference.Count;

    /// <summary>Variance of the difference of independent replications over that of the pairs; none where the difference never varies.</summary>
    public readonly double? VarianceRatio =>
        Difference.Variance > 0 ? (Base.Variance + Other.Variance) / Difference.Variance : null;

    /// <summary>Adds a range under the base itself, which is compared with nothing.</summary>
    internal void Add(Moments values) => Value += values;

    /// <summary>Adds a range in pairs.</summary>
    /// <param name="ofBase">Moments of the base.</param>
    /// <param name="from">The base.</param>
    /// <param name="to">This scenario.</param>
    internal void Add(in Moments ofBase, ReadOnlySpan<long> from, ReadOnlySpan<long> to)
    {
        var values = ExactUnits.MomentsOf(to);
        Value += values;
        // Nearly always everything is defined, and the moments at hand are those of the pairs.
        if (ofBase.Count == from.Length && values.Count == to.Length)
            AddPairs(ofBase, values, from, to);
        else
            AddDefined(from, to);
    }

    /// <summary>Adds other replications.</summary>
    internal void Add(in PairedMoments other)
    {
        Value += other.Value;
        Difference += other.Difference;
        Base += other.Base;
        Other += other.Other;
        Larger += other.Larger;
        Equal += other.Equal;
    }

    /// <summary>Writes everything.</summary>
    internal readonly void Write(BinaryWriter writer)
    {
        writer.Write(Value);
        writer.Write(Difference);
        writer.Write(Base);
        writer.Write(Other);
        writer.WriteCounts([Larger, Equal]);
    }

    /// <summary>What was written.</summary>
    internal static PairedMoments Read(BinaryReader reader) => new()
    {
        Value = reader.ReadMoments(),
        Difference = reader.ReadMoments(),
        Base = reader.ReadMoments(),
        Other = reader.ReadMoments(),
        Larger = reader.Read7BitEncodedInt(),
        Equal = reader.Read7BitEncodedInt(),
    };

    void AddDefined(ReadOnlySpan<long> from, ReadOnlySpan<long> to)
    {
        var (pairedFrom, pairedTo) = (new List<long>(from.Length), new List<long>(from.Length));
        for (var i = 0; i < from.Length; i++)
        {
            if (from[i] == ExactUnits.Undefined || to[i] == ExactUnits.Undefined)
                continue;
            pairedFrom.Add(from[i]);
            pairedTo.Add(to[i]);
        }

        long[] one = [.. pairedFrom], other = [.. pairedTo];
        AddPairs(ExactUnits.MomentsOf(one), ExactUnits.MomentsOf(other), one, other);
    }

    void AddPairs(in Moments ofBase, in Moments ofOther, ReadOnlySpan<long> from, ReadOnlySpan<long> to)
    {
        Base += ofBase;
        Other += ofOther;
        Difference += ExactUnits.MomentsOfDifferences(from, to);
        for (var i = 0; i < from.Length; i++)
        {
            Larger += to[i] > from[i] ? 1 : 0;
            Equal += to[i] == from[i] ? 1 : 0;
        }
    }
}
