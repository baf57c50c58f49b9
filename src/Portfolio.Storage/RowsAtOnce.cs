namespace Portfolio.Storage;

/// <summary>How many rows of shards are read at once: a row may have thousands of replications of hundreds of subjects.</summary>
static class RowsAtOnce
{
    const int Most = 8;
    const int Bytes = 4_000_000;

    /// <summary>As many as come to some megabytes, if the next are as long as the last.</summary>
    public static int After(int bytesOfLast) => Math.Clamp(Bytes / Math.Max(1, bytesOfLast), 1, Most);
}
