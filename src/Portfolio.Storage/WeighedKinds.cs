namespace Portfolio.Storage;

/// <summary>What a store holds, kind by kind.</summary>
static class WeighedKinds
{
    /// <summary>Kinds with their rows and the bytes these hold, in the words of both databases.</summary>
    /// <param name="bytesOfState">Bytes of a state's body.</param>
    public static string Statement(string bytesOfState) =>
        $"""
        SELECT kind, count(*), sum({bytesOfState}) FROM state GROUP BY kind
        UNION ALL SELECT 'outcomes', count(*), coalesce(sum(length(body)), 0) FROM outcomes
        UNION ALL SELECT 'shards', count(*), coalesce(sum(length(body)), 0) FROM shards
        UNION ALL SELECT 'journal entries', count(*), coalesce(sum(length(body)), 0) FROM journal_rows
        UNION ALL SELECT 'journal snapshots', count(*), coalesce(sum(length(body)), 0) FROM journal_snapshots
        ORDER BY 1
        """;
}
