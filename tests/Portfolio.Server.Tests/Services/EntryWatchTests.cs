using Grpc.Core;
using Portfolio.Contracts.V1;

namespace Portfolio.Server.Tests.Services;

/// <summary>Watching what is recorded of a portfolio.</summary>
public sealed class EntryWatchTests(SharedServer shared) : IAsyncLifetime
{
    string portfolio = "";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    string Scan => $"{portfolio}/initiatives/scan";

    string Read => $"{portfolio}/initiatives/read";

    public async ValueTask InitializeAsync() => portfolio = (await shared.Client.Create()).Name;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task WatchEntries_AllSubjects_SeesThemInTheOrderOfRecording()
    {
        await shared.Client.Record(Scan, Reported.Live("a"));
        var watching = Watch([], after: 0, count: 3);
        await shared.Client.Record(Read, Reported.Live("b"));
        await shared.Client.Record(portfolio, Reported.Spend("c", 1));
        Assert.Equal("1 a, 2 b, 3 c", await watching);
    }

    [Theory]
    [InlineData("themes/cancer", "2 b, 5 e")]
    [InlineData("read", "2 b, 5 e")]
    [InlineData("programme", "3 c, 6 f")]
    public async Task WatchEntries_OfSome_SeesOnlyTheirs(string subject, string expected)
    {
        await RecordSix();
        Assert.Equal(expected, await Watch([subject], after: 0, count: 2));
    }

    [Fact]
    public async Task WatchEntries_BehindASequence_BeginsThere()
    {
        await RecordSix();
        Assert.Equal("5 e, 6 f", await Watch([], after: 4, count: 2));
    }

    [Fact]
    public async Task WatchEntries_BeyondTheNewest_IsOutOfRange()
    {
        await RecordSix();
        var refused = await Refused.By(() => Watch([], after: 7, count: 1));
        Assert.Equal((StatusCode.OutOfRange, "SEQUENCE_OUT_OF_RANGE"), (refused.Code, refused.Reason));
    }

    [Theory]
    [InlineData("scam", "did you mean \"scan\"?")]
    [InlineData("themes/canser", "did you mean \"themes/cancer\"?")]
    public async Task WatchEntries_OfNobody_NamesTheNearest(string subject, string hint)
    {
        var refused = await Refused.By(() => Watch([subject], after: 0, count: 1));
        Assert.Equal((StatusCode.InvalidArgument, "subjects"), (refused.Code, Assert.Single(refused.Fields)));
        Assert.Contains(hint, refused.Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WatchEntries_NegativeSequence_IsRefused() =>
        Assert.Equal("after_sequence", Assert.Single((await Refused.By(() => Watch([], after: -1, count: 1))).Fields));

    async Task RecordSix()
    {
        var number = 0;
        foreach (var key in new[] { "a", "b", "c", "d", "e", "f" })
            await shared.Client.Record(new[] { Scan, Read, portfolio }[number++ % 3], Reported.Spend(key, number));
    }

    /// <summary>The first entries of a watch: sequence and key of each.</summary>
    async Task<string> Watch(string[] subjects, long after, int count)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(Calls.Patience);
        var seen = new List<Entry>();
        await foreach (var entry in shared.Client.WatchEntries(portfolio, subjects, after, patience.Token))
        {
            seen.Add(entry);
            if (seen.Count == count)
                break;
        }

        return string.Join(", ", seen.Select(entry => $"{entry.Sequence} {entry.Key}"));
    }
}
