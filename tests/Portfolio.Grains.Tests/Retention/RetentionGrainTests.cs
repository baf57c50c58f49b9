using Portfolio.Contracts.V1;
using Portfolio.Grains.Retention;
using Portfolio.Grains.Runs;
using Portfolio.Grains.Tests.Rehearsals;
using Portfolio.Storage.Sqlite;

namespace Portfolio.Grains.Tests.Retention;

/// <summary>What has ended is deleted once a day, by whichever silo there is, as soon as it was kept long enough.</summary>
public sealed class RetentionGrainTests : IAsyncLifetime
{
    readonly Scratch scratch = new();
    readonly Clock clock = new();
    ShrinkNoted care = null!;
    Cluster cluster = null!;

    IRetentionGrain Retention => cluster.Grains.GetGrain<IRetentionGrain>(IRetentionGrain.Key);

    public async ValueTask InitializeAsync()
    {
        care = new ShrinkNoted(new SqliteCare(scratch.Store));
        cluster = await Cluster.Start(scratch.Store, count: 2, time: clock, care: care);
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.DisposeAsync();
        await scratch.DisposeAsync();
    }

    [Fact]
    public async Task Keep_Days_AReminderComesByItself()
    {
        var run = await Ended();
        clock.Now = clock.Now.AddDays(8);
        await Retention.Keep(7);

        // A silo may take note of the reminder when its first time has passed already; it then comes with the next hour.
        using var moments = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var shrunk = care.Shrunk; !shrunk.IsCompleted; await moments.WaitForNextTickAsync(TestContext.Current.CancellationToken))
            clock.Now = clock.Now.AddHours(1);
        await care.Shrunk;
        Assert.False(await IsKept(run));
    }

    [Fact]
    public async Task ReceiveReminder_RehearsalLeftAloneForSoLong_DeletesIt()
    {
        var (left, played) = (await cluster.Rehearse(), await cluster.Rehearse());
        clock.Now = clock.Now.AddDays(8);
        await played.Step(1);
        await Retention.Keep(7);
        await Remind();
        await Assert.ThrowsAsync<RefusedException>(left.Read);
        Assert.Equal(1, (await played.Read()).Month);
    }

    [Fact]
    public async Task ReceiveReminder_OfOneDay_DeletesOnce()
    {
        var morning = await Ended();
        clock.Now = clock.Now.AddHours(6);
        var noon = await Ended();
        clock.Now = clock.Now.AddDays(7).AddHours(-3);
        await Retention.Keep(7);
        await Remind();
        Assert.Equal((false, true), (await IsKept(morning), await IsKept(noon)));

        clock.Now = clock.Now.AddHours(6);
        await Remind();
        Assert.True(await IsKept(noon));

        clock.Now = clock.Now.AddDays(1);
        await Remind();
        Assert.False(await IsKept(noon));
    }

    [Fact]
    public async Task Keep_FewerDays_HoldsAtOnce()
    {
        var run = await Ended();
        clock.Now = clock.Now.AddDays(8);
        await Retention.Keep(30);
        await Remind();
        Assert.True(await IsKept(run));
        await Retention.Keep(7);
        await Remind();
        Assert.False(await IsKept(run));
    }

    [Fact]
    public async Task Keep_AgainAndForEver_LeavesOneReminderAndNone()
    {
        await Task.WhenAll(Retention.Keep(7), Retention.Keep(7));
        Assert.Equal(1, await Reminders());
        await Retention.Keep(0);
        await Retention.Keep(0);
        Assert.Equal(0, await Reminders());
        Assert.Empty(await new SqliteNames(scratch.Store).InOrder(StateNames.Retention, "", "", 10));
    }

    async Task<IRunGrain> Ended()
    {
        var run = await cluster.Create(Some.Run());
        await run.End();
        return run;
    }

    static async Task<bool> IsKept(IRunGrain run)
    {
        try
        {
            await run.Read();
            return true;
        }
        catch (RefusedException)
        {
            return false;
        }
    }

    Task Remind() => Retention.AsReference<IRemindable>().ReceiveReminder("apply", default);

    async Task<int> Reminders()
    {
        IReminderTable table = new SqliteReminderTable(scratch.Store);
        return (await table.ReadRows(Retention.GetGrainId(), TestContext.Current.CancellationToken)).Reminders.Count;
    }

    /// <summary>A store's care that takes note when what was deleted is given back.</summary>
    sealed class ShrinkNoted(IStoreCare care) : IStoreCare
    {
        readonly TaskCompletionSource shrunk = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Shrunk => shrunk.Task.WaitAsync(Patience.Limit, TimeProvider.System, TestContext.Current.CancellationToken);

        public Task<StoreWeight> Weigh() => care.Weigh();

        public async Task Shrink()
        {
            await care.Shrink();
            shrunk.TrySetResult();
        }
    }
}
