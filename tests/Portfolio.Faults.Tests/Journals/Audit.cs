using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Faults.Tests.Journals;

/// <summary>What must hold of journals, whatever happened to their server.</summary>
static class Audit
{
    const int Page = 1000;

    /// <summary>All entries of a journal. Its numbers have no gaps, and its hashes are right from the first entry to the last.</summary>
    public static async Task<List<Entry>> SoundJournal(this PortfolioClient client, string subject, CancellationToken cancellation)
    {
        var entries = new List<Entry>();
        for (var token = ""; ;)
        {
            var page = await client.Journals.ListEntriesAsync(new ListEntriesRequest { Subject = subject, PageSize = Page, PageToken = token }, cancellationToken: cancellation);
            entries.AddRange(page.Entries);
            token = page.NextPageToken;
            if (token.Length == 0)
                break;
        }

        Assert.Equal(Enumerable.Range(1, entries.Count).Select(number => (long)number), entries.Select(entry => entry.Number));
        Assert.All(entries.Zip(entries.Skip(1)), pair => Assert.True(pair.Second.Sequence > pair.First.Sequence));
        var verification = await client.Journals.VerifyJournalAsync(new VerifyJournalRequest { Subject = subject }, cancellationToken: cancellation);
        Assert.Equal(("", entries.Count), (verification.Problem, verification.Verified));
        return entries;
    }
}
