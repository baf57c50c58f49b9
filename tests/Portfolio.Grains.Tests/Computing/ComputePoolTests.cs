using Portfolio.Grains.Computing;

namespace Portfolio.Grains.Tests.Computing;

/// <summary>The threads on which simulations run.</summary>
public sealed class ComputePoolTests : IDisposable
{
    readonly ComputePool pool = new(new ComputeOptions { Threads = 1 });

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => pool.Dispose();

    [Fact]
    public async Task Run_Computation_RunsApartOnAThreadOfLowPriority()
    {
        var (name, priority, pooled) = await pool.Run(_ => (Thread.CurrentThread.Name, Thread.CurrentThread.Priority, Thread.CurrentThread.IsThreadPoolThread), Cancellation);
        Assert.Equal(("compute-0", ThreadPriority.BelowNormal, false), (name, priority, pooled));
    }

    [Fact]
    public async Task Run_Throwing_TellsItsCallerAndGoesOn()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => pool.Run<int>(_ => throw new InvalidDataException(), Cancellation));
        Assert.Equal(4, await pool.Run(_ => 4, Cancellation));
    }

    [Fact]
    public async Task Run_CancelledWhileWaiting_GivesUpAtOnce()
    {
        using var release = new ManualResetEventSlim();
        using var cancelling = new CancellationTokenSource();
        var long_ = pool.Run(_ => release.Wait(Patience.Limit, Cancellation), Cancellation);
        var waiting = pool.Run(_ => 1, cancelling.Token);
        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.False(long_.IsCompleted);
        release.Set();
        Assert.True(await long_);
    }

    [Fact]
    public async Task Run_CancelledWhileComputing_GivesUpAsSoonAsItLooks()
    {
        using var cancelling = new CancellationTokenSource();
        var looking = pool.Run(token => token.WaitHandle.WaitOne(Patience.Limit) ? Look(token) : 0, cancelling.Token);
        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => looking);

        static int Look(CancellationToken token)
        {
            token.ThrowIfCancellationRequested();
            return 1;
        }
    }

    [Fact]
    public async Task Tend_SimulationHoldsTheOnlyThread_IsDoneAllTheSame()
    {
        using var release = new ManualResetEventSlim();
        var simulation = pool.Run(_ => release.Wait(Patience.Limit, Cancellation), Cancellation);
        Assert.Equal("tend-0", await pool.Tend(() => Thread.CurrentThread.Name, Cancellation));
        Assert.False(simulation.IsCompleted);
        release.Set();
        Assert.True(await simulation);
    }

    [Fact]
    public async Task Dispose_WorkWaiting_IsCancelled()
    {
        using var begun = new SemaphoreSlim(0);
        var doomed = new ComputePool(new ComputeOptions { Threads = 1 });
        var running = doomed.Run(token => begun.Release() + (token.WaitHandle.WaitOne(Patience.Limit) ? 1 : 0), Cancellation);
        var waiting = doomed.Run(_ => 1, Cancellation);
        await begun.WaitAsync(Cancellation);
        doomed.Dispose();
        Assert.Equal(1, await running);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
