using Portfolio.Actuals.Ledgers;
using Portfolio.Contracts.V1;

namespace Portfolio.Grains.Journals;

/// <summary>Proves that the rows of a journal are those that were recorded.</summary>
static class JournalProof
{
    /// <summary>Recomputes every hash from the first row on, and stops at the first that is wrong.</summary>
    public static async Task<JournalVerification> Of(IJournalRows rows, string journal, CancellationToken cancellation)
    {
        var (verified, hash) = (0L, HashChain.Beginning);
        var found = new JournalVerification { Subject = journal };
        await foreach (var row in rows.Read(journal, 0, cancellation))
        {
            found.Problem = ProblemOf(row, verified, ref hash);
            if (found.Problem.Length > 0)
                break;
            verified = row.Number;
        }

        (found.Verified, found.Hash) = (verified, Convert.ToHexStringLower(hash));
        return found;
    }

    static string ProblemOf(JournalRow row, long before, ref byte[] hash)
    {
        if (row.Number != before + 1)
            return $"behind entry {before} comes entry {row.Number}; {row.Number - before - 1} are missing";
        StoredEntry stored;
        Entry entry;
        try
        {
            stored = StoredEntry.Parser.ParseFrom(row.Body);
            entry = Entry.Parser.ParseFrom(stored.Entry);
        }
        catch (Google.Protobuf.InvalidProtocolBufferException)
        {
            return $"entry {row.Number} cannot be read";
        }

        var next = HashChain.Next(hash, stored.Entry.Span);
        if (!stored.Hash.Span.SequenceEqual(next))
            return $"entry {row.Number} is not what was recorded, or something before it was taken out: its hash is another";
        if (entry.Number != row.Number || entry.Subject != row.Journal)
            return $"entry {row.Number} says it is entry {entry.Number} of {entry.Subject}";
        hash = next;
        return "";
    }
}
