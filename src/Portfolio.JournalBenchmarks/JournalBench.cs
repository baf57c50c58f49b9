using Portfolio.Contracts.V1;

namespace Portfolio.JournalBenchmarks;

/// <summary>Who writes, and where.</summary>
/// <param name="Writers">How many write at once.</param>
/// <param name="Journals">In how many journals.</param>
/// <param name="Outstanding">How many entries each of them has under way.</param>
/// <param name="Each">Entries of each writer a round.</param>
sealed record RecordingCase(int Writers, int Journals, int Outstanding, int Each);

/// <summary>What recording was found to cost at a boundary.</summary>
/// <param name="Case">Who wrote.</param>
/// <param name="Boundary">What they were acknowledged by.</param>
/// <param name="PerSecond">Entries, or rows, acknowledged a second.</param>
/// <param name="ToBare">That to what bare commits did just before, round by round.</param>
/// <param name="Processor">Microseconds of processor time of each, of writers, clients and server together; what others do on the machine changes it little.</param>
sealed record RecordingRate(RecordingCase Case, string Boundary, Spread PerSecond, Spread ToBare, Spread Processor);

/// <summary>Measures entries that are recorded beside bare SQLite commits of as many writers, in rounds in which they alternate, so that what else machine and disk do strikes all.</summary>
sealed class JournalBench(IReadOnlyList<RecordingCase> cases)
{
    /// <summary>What a row adds to its entry: the hash and what says where each of them begins.</summary>
    const int RowBytes = 38;

    readonly TimeProvider time = TimeProvider.System;

    /// <summary>Measures some rounds, after others that only warm up, and checks that everything was kept.</summary>
    public async Task<IReadOnlyList<RecordingRate>> Run(int rounds, int warmUps)
    {
        await using var server = await JournalServer.Start(initiatives: cases.Max(each => each.Journals));
        var spending = new Spending();
        var found = await Measure(server, spending, rounds, warmUps);
        await RequireKept(server, spending, (rounds + warmUps) * cases.Sum(each => each.Writers * each.Each));
        return found;
    }

    async Task<List<RecordingRate>> Measure(JournalServer server, Spending spending, int rounds, int warmUps)
    {
        var writers = cases.Max(each => each.Writers);
        var first = await Recorded(server, spending.Next());
        await using var bare = new BareCommits(server.FileBeside, first.CalculateSize() + RowBytes);
        await using var within = new ServerWrites(server, spending);
        await using var grain = new GrainWrites(server, spending);
        await using var shared = new StreamWrites(server, spending, writers, isShared: true);
        await using var streams = new StreamWrites(server, spending, writers, isShared: false);
        await using var calls = new CallWrites(server, spending, writers);
        IBoundary[] boundaries = [bare, within, grain, shared, streams, calls];
        var measured = cases.Select(_ => boundaries.Select(_ => new List<(double PerSecond, double Processor)>()).ToList()).ToList();
        for (var round = -warmUps; round < rounds; round++)
        {
            foreach (var (index, each) in cases.Index())
            {
                foreach (var (place, boundary) in boundaries.Index())
                {
                    var rate = await Rate(each, boundary, server.Initiatives);
                    if (round >= 0)
                        measured[index][place].Add(rate);
                }
            }
        }

        return [.. cases.Zip(measured, (each, rates) => boundaries.Zip(rates, (boundary, rate) => new RecordingRate(
            each,
            boundary.Name,
            Spread.Of(rate.Select(one => one.PerSecond)),
            Spread.Of(rate.Zip(rates[0], (one, other) => one.PerSecond / other.PerSecond)),
            Spread.Of(rate.Select(one => one.Processor))))).SelectMany(each => each)];
    }

    /// <summary>An entry as it is kept.</summary>
    static async Task<Entry> Recorded(JournalServer server, Entry entry) =>
        (await server.Client.Journals.RecordEntriesAsync(new RecordEntriesRequest { Subject = server.Initiatives[0], Entries = { entry } })).Entries[0];

    async Task<(double PerSecond, double Processor)> Rate(RecordingCase each, IBoundary boundary, IReadOnlyList<string> subjects)
    {
        var (began, used) = (time.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await Task.WhenAll(Enumerable.Range(0, each.Writers * each.Outstanding).Select(one => Task.Run(async () =>
        {
            var writer = one % each.Writers;
            for (var entry = one / each.Writers; entry < each.Each; entry += each.Outstanding)
                await boundary.Write(writer, subjects[writer % each.Journals]);
        })));
        var units = each.Writers * each.Each;
        return (units / time.GetElapsedTime(began).TotalSeconds, (Environment.CpuUsage.TotalTime - used).TotalMicroseconds / units);
    }

    static async Task RequireKept(JournalServer server, Spending spending, int expected)
    {
        var kept = 0L;
        foreach (var initiative in server.Initiatives)
            kept += (await server.Belief(initiative)).LastEntry;
        var bare = BareCommits.Count(server.FileBeside);
        if (kept != spending.Given || bare != expected)
            throw new InvalidOperationException($"{spending.Given} entries were acknowledged and {kept} are there; {bare} of {expected} bare rows");
    }
}
