using Grpc.Core;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Server.Tests.Services;

/// <summary>Entries recorded over a stream.</summary>
public sealed class EntryStreamTests(SharedServer shared) : IAsyncLifetime
{
    string portfolio = "";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    string Scan => $"{portfolio}/initiatives/scan";

    public async ValueTask InitializeAsync() => portfolio = (await shared.Client.Create()).Name;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task RecordStream_SeveralSubjectsAndMessages_AcknowledgesInTheOrderOfSending()
    {
        var outcomes = await Record([Reported.Live("a", subject: Scan), Reported.Spend("b", 5, subject: portfolio)], [Reported.Live("c", subject: Scan)]);
        Assert.Equal([1L, 1, 2], outcomes.Select(outcome => outcome.Kept.Number));
        Assert.Equal("1 a, 2 c", await shared.Client.Listed(Scan));
        Assert.Equal("1 b", await shared.Client.Listed(portfolio));
    }

    [Theory]
    [InlineData("subject", "scam", "a", 1)]
    [InlineData("month", "scan", "a", 13)]
    [InlineData("key", "scan", "first", 1)]
    public async Task RecordStream_OneIsRefused_SaysWhyAndRecordsTheOthers(string field, string subject, string key, int month)
    {
        var wrong = Reported.Spend(key, 7, subject: $"{portfolio}/initiatives/{subject}");
        wrong.Month = $"2020-{month:00}";
        var outcomes = await Record([Reported.Spend("first", 1, subject: Scan), wrong, Reported.Spend("last", 2, subject: Scan)]);
        Assert.Equal(field, Assert.Single(outcomes[1].Refused.Problems).Field);
        Assert.Equal([1L, 2], new[] { outcomes[0], outcomes[2] }.Select(outcome => outcome.Kept.Number));
        Assert.Equal("1 first, 2 last", await shared.Client.Listed(Scan));
    }

    [Fact]
    public async Task RecordStream_SentAgain_AcknowledgesTheSameEntries()
    {
        var first = await Record([Reported.Live("a", subject: Scan), Reported.Live("b", subject: Scan)]);
        Assert.Equal(first, await Record([Reported.Live("a", subject: Scan)], [Reported.Live("b", subject: Scan)]));
        Assert.Equal("1 a, 2 b", await shared.Client.Listed(Scan));
    }

    [Fact]
    public async Task RecordStream_TooManyInAMessage_IsRefused()
    {
        var refused = await Refused.By(() => Record([.. Enumerable.Repeat(Reported.Live("a", subject: Scan), 1001)]));
        Assert.Equal((StatusCode.InvalidArgument, "entries"), (refused.Code, Assert.Single(refused.Fields)));
    }

    [Fact]
    public async Task Record_ManyByOneProgram_AreRecordedInTheirOrder()
    {
        await using var recorder = shared.Client.RecordEntries();
        var kept = await Task.WhenAll(Enumerable.Range(1, 3000).Select(number => recorder.Record(Reported.Spend($"key-{number}", number, subject: Scan), Cancellation)));
        Assert.Equal(Enumerable.Range(1, 3000).Select(number => (long)number), kept.Select(each => each.Number));
    }

    [Fact]
    public async Task Record_Refused_TellsItsWriterAndNobodyElse()
    {
        await using var recorder = shared.Client.RecordEntries();
        var wrong = recorder.Record(Reported.Live("a", subject: $"{portfolio}/initiatives/scam"), Cancellation);
        var right = recorder.Record(Reported.Live("a", subject: Scan), Cancellation);
        Assert.Contains("did you mean \"scan\"?", (await Assert.ThrowsAsync<EntryRefusedException>(() => wrong)).Message, StringComparison.Ordinal);
        Assert.Equal(1, (await right).Number);
    }

    /// <summary>Sends some messages, and gives the outcomes of all entries.</summary>
    async Task<List<EntryOutcome>> Record(params Entry[][] messages)
    {
        using var call = shared.Client.Journals.RecordStream(cancellationToken: Cancellation);
        foreach (var entries in messages)
            await call.RequestStream.WriteAsync(new RecordStreamRequest { Entries = { entries } }, Cancellation);
        await call.RequestStream.CompleteAsync();
        var outcomes = new List<EntryOutcome>();
        await foreach (var response in call.ResponseStream.ReadAllAsync(Cancellation))
            outcomes.AddRange(response.Outcomes);
        return outcomes;
    }
}
