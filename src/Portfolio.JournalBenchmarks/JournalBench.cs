namespace Portfolio.JournalBenchmarks;

/// <summary>What recording was found to cost.</summary>
/// <param name="Writers">How many wrote at once.</param>
/// <param name="Journals">In how many journals.</param>
/// <param name="Bare">Rows that SQLite itself committed a second for as many writers.</param>
/// <param name="Recorded">Entries acknowledged a second.</param>
/// <param name="ToBare">Recorded to bare, round by round.</param>
sealed record RecordingRate(int Writers, int Journals, Spread Bare, Spread Recorded, Spread ToBare);

/// <summary>Measures entries that are recorded over gRPC beside bare SQLite commits, in rounds that alternate, so that what else machine and disk do strikes both.</summary>
/// <param name="each">Entries of each writer a round.</param>
sealed class JournalBench(int each)
{
    static readonly (int Writers, int Journals)[] Cases = [(1, 1), (16, 16), (16, 1)];

    /// <summary>What a row adds to its entry: the hash and what says where each of them begins.</summary>
    const int RowBytes = 38;

    readonly TimeProvider time = TimeProvider.System;

    /// <summary>Measures some rounds, after others that only warm up, and checks that everything was kept.</summary>
    public async Task<IReadOnlyList<RecordingRate>> Run(int rounds, int warmUps)
    {
        await using var server = await JournalServer.Start(initiatives: Cases.Max(each => each.Journals));
        using var recorded = new RecordedWrites(server);
        await recorded.Write(1, 1, 1);
        var first = (await server.Client.Journals.ListEntriesAsync(new() { Subject = server.Initiatives[0] })).Entries[0];
        using var bare = new BareCommits(server.FileBeside, first.CalculateSize() + RowBytes);
        var found = Cases.Select(_ => (Bare: new List<double>(), Recorded: new List<double>())).ToList();
        for (var round = -warmUps; round < rounds; round++)
        {
            foreach (var (index, (writers, journals)) in Cases.Index())
            {
                var ofBare = await PerSecond(writers * each, () => bare.Write(writers, each));
                var ofRecorded = await PerSecond(writers * each, () => recorded.Write(writers, journals, each));
                if (round < 0)
                    continue;
                found[index].Bare.Add(ofBare);
                found[index].Recorded.Add(ofRecorded);
            }
        }

        await RequireKept(server, recorded, bare, (rounds + warmUps) * each * Cases.Sum(each => each.Writers));
        return [.. Cases.Zip(found, (kind, rates) => new RecordingRate(
            kind.Writers, kind.Journals, Spread.Of(rates.Bare), Spread.Of(rates.Recorded), Spread.Of(rates.Recorded.Zip(rates.Bare, (one, other) => one / other))))];
    }

    async Task<double> PerSecond(int units, Func<Task> work)
    {
        var began = time.GetTimestamp();
        await work();
        return units / time.GetElapsedTime(began).TotalSeconds;
    }

    static async Task RequireKept(JournalServer server, RecordedWrites recorded, BareCommits bare, int expected)
    {
        var kept = 0L;
        foreach (var initiative in server.Initiatives)
            kept += (await server.Belief(initiative)).LastEntry;
        if (kept != expected + 1 || recorded.Written != kept || bare.Count() != expected)
            throw new InvalidOperationException($"{recorded.Written} entries were acknowledged and {kept} are there; {bare.Count()} of {expected} bare rows");
    }
}
