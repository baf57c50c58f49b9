using Portfolio.Contracts.V1;
using Portfolio.Grains.Streams;

namespace Portfolio.Grains.Tests.Streams;

/// <summary>What waits for a slow reader: the newest bands, and each change.</summary>
public sealed class MailboxTests
{
    readonly Mailbox mailbox = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Take_SlowReader_HasTheNewestBandsAndEachChange()
    {
        foreach (var frame in new[] { Bands(1), Beat(1), Bands(2), Change(3), Bands(4), Beat(4), Bands(5), Beat(5), Change(6) })
            mailbox.Put(frame);
        Assert.Equal([2L, 3, 5, 6], (await mailbox.Take(Cancellation)).Select(frame => frame.Sequence));
    }

    [Fact]
    public async Task Take_Nothing_WaitsForTheNextAndEndsWhenClosed()
    {
        var waiting = mailbox.Take(Cancellation);
        Assert.False(waiting.IsCompleted);
        mailbox.Put(Bands(1));
        Assert.Equal([1L], (await waiting).Select(frame => frame.Sequence));
        mailbox.Put(Change(2));
        mailbox.Close(null);
        Assert.Single(await mailbox.Take(Cancellation));
        Assert.Empty(await mailbox.Take(Cancellation));
    }

    [Fact]
    public async Task Take_ReaderFarBehind_IsToldThatItLostTheStream()
    {
        for (var sequence = 1; sequence <= 1000; sequence++)
            mailbox.Put(Change(sequence));
        await Assert.ThrowsAsync<EnumerationAbortedException>(() => mailbox.Take(Cancellation));
    }

    static RunFrame Bands(long sequence) => new() { Sequence = sequence, Bands = new Bands() };

    static RunFrame Beat(long sequence) => new() { Sequence = sequence, Heartbeat = new Heartbeat() };

    static RunFrame Change(long sequence) => new() { Sequence = sequence, Change = new StateChange() };
}
