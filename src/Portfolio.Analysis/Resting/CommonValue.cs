namespace Portfolio.Analysis.Resting;

/// <summary>How often an outcome is what it mostly is, as long as it has few values: exact, and merging has no order.</summary>
/// <remarks>A value in excess of <see cref="Few"/> settles it: then at least as many replications differ from whichever is the commonest, and nothing need be kept.</remarks>
public sealed class CommonValue
{
    /// <summary>With fewer replications that differ, all of a variance hangs on them: with so many it is itself known to about a third.</summary>
    public const int Few = 32;

    readonly SortedDictionary<long, int> counts = [];
    bool hasMany;

    /// <summary>Replications that differ from the commonest value; null where they are not few, or none.</summary>
    public int? Rare
    {
        get
        {
            var differing = counts.Values.Sum() - counts.Values.DefaultIfEmpty(0).Max();
            return !hasMany && differing is > 0 and < Few ? differing : null;
        }
    }

    /// <summary>Adds a replication.</summary>
    public void Add(long value) => Add(value, 1);

    /// <summary>Writes everything.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(hasMany);
        writer.Write7BitEncodedInt(counts.Count);
        foreach (var (value, count) in counts)
        {
            writer.Write7BitEncodedInt64(value);
            writer.Write7BitEncodedInt(count);
        }
    }

    /// <summary>Adds what was written.</summary>
    public void Read(BinaryReader reader)
    {
        if (reader.ReadBoolean())
            Settle();
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
            Add(reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt());
    }

    void Add(long value, int count)
    {
        if (hasMany)
            return;
        counts[value] = counts.GetValueOrDefault(value) + count;
        if (counts.Count > Few)
            Settle();
    }

    void Settle()
    {
        hasMany = true;
        counts.Clear();
    }
}
