namespace Portfolio.Model.Statistics;

/// <summary>Where the values of a cell lie in a batch: month after month as they come, in each series after series, in each subject after subject, in each replication after replication.</summary>
sealed class PutByLayout
{
    /// <summary>A series begins where a cache line does, whatever multiple of eight replications a batch holds.</summary>
    const int Alignment = 8;

    readonly int[] bytes;
    readonly int[] offsets;
    readonly int monthBytes;

    /// <summary>The layout of some series.</summary>
    public PutByLayout(IReadOnlyList<SeriesKind> kinds, int subjects, int months)
    {
        bytes = [.. kinds.Select(BytesOf)];
        offsets = new int[kinds.Count];
        for (var series = 0; series < kinds.Count; series++)
        {
            offsets[series] = monthBytes;
            monthBytes += (bytes[series] * subjects + Alignment - 1) / Alignment * Alignment;
        }

        Bytes = checked(monthBytes * months);
    }

    /// <summary>Bytes of a replication.</summary>
    public int Bytes { get; }

    /// <summary>How far behind a batch's start a cell lies, for each of its replications.</summary>
    public nint Offset(int series, int subject, int month) => (nint)month * monthBytes + offsets[series] + subject * bytes[series];

    static int BytesOf(SeriesKind kind) => kind switch
    {
        SeriesKind.Count => CountForm.Bytes,
        SeriesKind.Share => ShareForm.Bytes,
        _ => AmountForm<WholeScale>.Bytes,
    };
}
