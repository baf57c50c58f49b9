using CsCheck;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Journals;

namespace Portfolio.Grains.Tests.Journals;

/// <summary>Random commands to a journal, compared after each with a plain list of entries.</summary>
public sealed class JournalLaws(SharedCluster shared)
{
    const int Journals = 60;

    static readonly Gen<string> Month = Gen.OneOfConst("2022-01", "2022-02", "2022-03", "2022-04");

    static readonly Gen<Action<Entry>> Fact = Gen.Frequency(
        (4, Gen.Int[0, 9].Select(sites => (Action<Entry>)(entry => entry.SitesLive = new SiteCount { Sites = sites }))),
        (2, Gen.Int[-5, 99].Select(pounds => (Action<Entry>)(entry => entry.Spend = new Money { Pounds = pounds }))),
        (2, Gen.Int[0, 10].Select(tenths => (Action<Entry>)(entry => entry.EvidenceRating = new Rating { Share = tenths / 10.0 }))),
        (3, Gen.Const((Action<Entry>)(entry => entry.Withdrawn = new Occurred()))),
        (2, Gen.Int[1, 12].Select(number => (Action<Entry>)(entry => entry.Accepted = new Accepted { Entry = number }))));

    /// <summary>Few keys, sources and months, so that many entries meet others: repeat them, correct them, contradict them.</summary>
    static readonly Gen<Entry> Any = Gen.Select(Gen.Int[1, 40], Month, Gen.OneOfConst("register", "survey"), Fact, Gen.Int[-12, 12], (key, month, source, fact, corrects) =>
    {
        var entry = new Entry { Key = $"k{key}", Month = month, Source = source };
        fact(entry);
        entry.Corrects = entry.FactCase switch
        {
            Entry.FactOneofCase.Accepted => 0,
            Entry.FactOneofCase.Withdrawn => Math.Abs(corrects) + 1,
            _ => Math.Max(0, corrects),
        };
        return entry;
    });

    static readonly Gen<Command> Commands = Gen.Select(Any.Array[1, 4], Gen.Int[0, 9], (entries, kind) => new Command(entries, Partial: kind < 3, ValidateOnly: kind == 9, kind switch
    {
        4 or 5 => Before.Repeat,
        6 => Before.Restart,
        _ => Before.Nothing,
    }));

    enum Before
    {
        Nothing,
        Repeat,
        Restart,
    }

    [Fact]
    public Task Record_AnyCommands_IsWhatAListOfEntriesComesTo() => Commands.Array[1, 12].SampleAsync(
        async commands =>
        {
            var (journal, model, before) = (shared.Cluster.Journal(Said.Subject()), new ModelJournal(), Array.Empty<Entry>());
            foreach (var command in commands)
            {
                if (command.Before == Before.Restart)
                    await journal.Restart();
                var order = command.Before == Before.Repeat && before.Length > 0 ? before : command.Entries;
                var recorded = await journal.Record(new RecordOrder(order, command.Partial, command.ValidateOnly));
                var (keys, problems) = model.Record(order, command.Partial, command.ValidateOnly);
                Assert.Equal(problems, recorded.Problems.Select(problem => (problem.Index, problem.Field)));
                Assert.Equal(keys, recorded.Entries.Select(entry => entry.Key));
                await AssertSame(model, journal);
                before = order;
            }

            Assert.Equal((model.Entries.Count, ""), await journal.Verify() is var proof ? (proof.Verified, proof.Problem) : default);
        },
        iter: Journals);

    static async Task AssertSame(ModelJournal model, IJournalGrain journal)
    {
        var entries = await journal.Read(0, int.MaxValue);
        Assert.Equal(model.Entries.Select((entry, index) => (index + 1L, entry.Key, entry.FactCase)), entries.Select(entry => (entry.Number, entry.Key, entry.FactCase)));
        foreach (var month in new[] { "2022-02", "2022-04" })
        {
            var belief = await journal.Believe(Said.Planned, month, null);
            Assert.Equal(model.At(month), (belief.Spent, belief.Live, belief.HasEvidence ? belief.Evidence : null));
        }
    }

    sealed record Command(Entry[] Entries, bool Partial, bool ValidateOnly, Before Before);
}
