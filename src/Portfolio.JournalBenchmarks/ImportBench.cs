using System.Globalization;
using Portfolio.Contracts.V1;

namespace Portfolio.JournalBenchmarks;

/// <summary>What importing and waking journals was found to take.</summary>
/// <param name="Entries">Entries of the import.</param>
/// <param name="Seconds">From the call to its answer.</param>
/// <param name="Activation">Milliseconds from asking a journal that is not active where its subject stands to the answer.</param>
/// <param name="LongActivation">The same of one journal that holds as many entries as the import.</param>
/// <param name="Then">Milliseconds from asking that journal where its subject stood at some month, as far as was known at some time, to the answer.</param>
sealed record ImportFound(int Entries, double Seconds, Spread Activation, Spread LongActivation, Spread Then);

/// <summary>Measures the import of years of monthly actuals on a warm server, and how soon journals answer that nobody has asked since it started.</summary>
/// <param name="initiatives">Initiatives of the import.</param>
/// <param name="months">Months of each.</param>
sealed class ImportBench(int initiatives, int months)
{
    const int Page = 1000;

    static readonly Action<Entry, int>[] Facts =
    [
        (entry, month) => entry.FundingReceived = new Money { Pounds = 10_000 + month },
        (entry, month) => entry.Spend = new Money { Pounds = 9_000 + month },
        (entry, month) => entry.SitesDecided = new SiteCount { Sites = month % 3 },
        (entry, month) => entry.TeamRating = new Rating { Share = 1.0 / (1 + month) },
        (entry, month) => entry.EvidenceRating = new Rating { Share = 0.5 },
    ];

    readonly TimeProvider time = TimeProvider.System;

    int Entries => initiatives * months * Facts.Length;

    /// <summary>Measures, and checks that everything was recorded.</summary>
    /// <param name="restarts">How often the server is started anew to find the long journal asleep.</param>
    public async Task<ImportFound> Run(int restarts)
    {
        // One initiative more warms up and is not counted; one more has all entries in its one journal.
        await using var server = await JournalServer.Start(initiatives + 2);
        var (warm, huge, usual) = (server.Initiatives[^1], server.Initiatives[^2], server.Initiatives.SkipLast(2).ToList());
        await Import(server, Actuals([warm], months));
        var seconds = await Import(server, Actuals(usual, months)) / 1000;
        await Import(server, Actuals([.. Enumerable.Repeat(huge, initiatives)], months));
        var moments = await Moments(server, huge);
        var (activations, longs, then) = (new List<double>(), new List<double>(), new List<double>());
        for (var restart = 0; restart < restarts; restart++)
        {
            await server.Restart();
            await server.Belief(warm);
            longs.Add(await Milliseconds(() => server.Belief(huge)));
            then.AddRange(await Then(server, huge, moments));
            foreach (var initiative in usual)
                activations.Add(await Milliseconds(() => server.Belief(initiative)));
        }

        return new ImportFound(Entries, seconds, Spread.Of(activations), Spread.Of(longs), Spread.Of(then));
    }

    /// <summary>Asks for each moment what was known then about the months until then.</summary>
    async Task<List<double>> Then(JournalServer server, string initiative, IReadOnlyList<Entry> moments)
    {
        var took = new List<double>();
        foreach (var moment in moments)
        {
            var request = new GetBeliefRequest { Subject = initiative, Month = moment.Month, KnownTime = moment.RecordTime };
            took.Add(await Milliseconds(() => server.Client.Journals.GetBeliefAsync(request).ResponseAsync));
        }

        return took;
    }

    /// <summary>Entries of a journal, far between.</summary>
    static async Task<List<Entry>> Moments(JournalServer server, string initiative)
    {
        var moments = new List<Entry>();
        var request = new ListEntriesRequest { Subject = initiative, PageSize = Page };
        do
        {
            var page = await server.Client.Journals.ListEntriesAsync(request);
            moments.Add(page.Entries[^1]);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return [.. moments.Chunk(1 + (moments.Count / 10)).Select(some => some[^1])];
    }

    async Task<double> Import(JournalServer server, List<Entry> entries)
    {
        var answer = new ImportEntriesResponse();
        var took = await Milliseconds(async () => answer = await server.Client.Journals.ImportEntriesAsync(new ImportEntriesRequest { Parent = server.Portfolio, Entries = { entries } }));
        return answer.Recorded == entries.Count && answer.Problems.Count == 0 ? took : throw new InvalidOperationException($"of {entries.Count} entries {answer.Recorded} were recorded: {answer.Problems.FirstOrDefault()}");
    }

    static List<Entry> Actuals(IReadOnlyList<string> subjects, int months)
    {
        var entries = new List<Entry>();
        foreach (var (index, subject) in subjects.Index())
        {
            for (var month = 0; month < months; month++)
            {
                foreach (var (fact, put) in Facts.Index())
                {
                    var entry = new Entry
                    {
                        Subject = subject,
                        Month = string.Create(CultureInfo.InvariantCulture, $"{2020 + (month / 12)}-{1 + (month % 12):00}"),
                        Source = "register",
                        Key = string.Create(CultureInfo.InvariantCulture, $"{index}-{month}-{fact}"),
                    };
                    put(entry, month);
                    entries.Add(entry);
                }
            }
        }

        return entries;
    }

    async Task<double> Milliseconds(Func<Task> work)
    {
        var began = time.GetTimestamp();
        await work();
        return time.GetElapsedTime(began).TotalMilliseconds;
    }
}
