namespace Portfolio.Grains.Runs;

/// <summary>
/// Each replication's outcomes once, of all that a run's epochs kept. Whoever follows a server that was lost, or taken for lost, begins at a checkpoint behind which others may have kept some already, and cuts the run elsewhere. Of several that
/// hold a replication the one of the latest epoch counts: what is merged of it is what that one computed.
/// </summary>
static class KeptOutcomes
{
    /// <summary>The outcomes before a replication, in order; what is missing is left out.</summary>
    /// <param name="rows">What was kept, in the order of replications.</param>
    /// <param name="end">The replication.</param>
    public static async IAsyncEnumerable<PackedOutcomes> Latest(IAsyncEnumerable<ShardRow> rows, int end)
    {
        var (next, begun) = (0, new List<ShardRow>());
        await foreach (var row in rows)
        {
            foreach (var packed in Before(Math.Min(row.FirstReplication, end)))
                yield return packed;
            if (next >= end)
                yield break;
            begun.Add(row);
        }

        foreach (var packed in Before(end))
            yield return packed;

        IEnumerable<PackedOutcomes> Before(int replication)
        {
            while (next < replication)
            {
                begun.RemoveAll(row => EndOf(row) <= next);
                var stop = replication;
                if (begun.Count > 0)
                {
                    var latest = begun.MaxBy(row => row.Epoch);
                    stop = Math.Min(replication, EndOf(latest));
                    yield return new PackedOutcomes(next, stop - next, latest.Body, next - latest.FirstReplication);
                }

                next = stop;
            }
        }
    }

    static int EndOf(ShardRow row) => row.FirstReplication + OutcomeCodec.Rows(row.Body);
}
