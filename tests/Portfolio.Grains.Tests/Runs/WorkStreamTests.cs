using Portfolio.Contracts.V1;
using Portfolio.Grains.Runs;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>A stream tells of what is merged only the newest, of changes each, and nothing before it is kept.</summary>
public sealed class WorkStreamTests
{
    readonly Work work = new();
    readonly News news = new();

    WorkStream Stream => new(work, news, new Clock());

    [Fact]
    public async Task New_NothingMerged_IsEachChange()
    {
        work.Become(State.Queued, State.Running);
        Assert.Equal([(StreamItemKind.Change, 1L), (StreamItemKind.Change, 2)], Told(await New(default)));
    }

    [Fact]
    public async Task New_SomeMerged_BeginsWithTheNewest()
    {
        work.Become(State.Queued, State.Running);
        work.Done = 64;
        Assert.Equal([(StreamItemKind.Merged, 66L)], Told(await New(default)));
        work.Become(State.Paused);
        Assert.Equal([(StreamItemKind.Merged, 66L), (StreamItemKind.Change, 67)], Told(await New(default)));
    }

    [Fact]
    public async Task New_TakenUpAgain_IsWhatIsMissing()
    {
        work.Become(State.Queued, State.Running);
        work.Done = 64;
        work.Become(State.Succeeded);
        (StreamItemKind, long)[] rest = [(StreamItemKind.Merged, 66), (StreamItemKind.End, 67)];
        Assert.Equal([(StreamItemKind.Resumed, 1L), (StreamItemKind.Change, 2), .. rest], Told(await New(new StreamPosition(1, 1))));
        Assert.Equal([(StreamItemKind.Resumed, 66L), rest[1]], Told(await New(new StreamPosition(1, 67))));
    }

    [Fact]
    public async Task New_BeyondTheNewest_IsRefused()
    {
        work.Become(State.Queued);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => New(new StreamPosition(1, 2)));
        Assert.Equal(Refusal.OutOfRange, refused.Refusal);
    }

    [Fact]
    public async Task Follow_WhatIsNotKept_IsNotTold()
    {
        work.Become(State.Queued);
        await using var reader = Follow();
        Assert.Equal((StreamItemKind.Change, 1), Told(await Next(reader)));
        var kept = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        work.Keeping = kept.Task;
        work.Become(State.Running);
        news.Announce();
        var next = Next(reader);
        Assert.False(next.IsCompleted);
        kept.SetResult();
        Assert.Equal((StreamItemKind.Change, 2), Told(await next));
    }

    [Theory]
    [InlineData(State.Running)]
    [InlineData(State.Paused)]
    public async Task Follow_NothingNew_GivesSignsOfLifeWhereTheReaderIs(State state)
    {
        work.Become(state);
        await using var reader = Follow();
        Assert.Equal((StreamItemKind.Change, 1), Told(await Next(reader)));
        Assert.Equal((StreamItemKind.Beat, 1), Told(await Next(reader)));
    }

    [Fact]
    public async Task Follow_SignOfLifeIsDueBeforeWhatIsNew_DoesNotTakeItsPosition()
    {
        work.Become(State.Running);
        await using var reader = Follow();
        await Next(reader);
        var next = Next(reader);
        work.Done = 64;
        news.Announce();
        Assert.Equal((StreamItemKind.Beat, 1), Told(await next));
        Assert.Equal((StreamItemKind.Merged, 65), Told(await Next(reader)));
    }

    [Fact]
    public async Task Follow_MoreIsMergedBeforeTheReaderGoesOn_FrameIsOfItsPosition()
    {
        work.Become(State.Running);
        work.Done = 64;
        await using var reader = Stream.Follow(default, item => (item.At.Sequence, work.Done), between: default, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await reader.MoveNextAsync();
        work.Done = 128;
        Assert.Equal((65, 64), reader.Current);
    }

    [Fact]
    public async Task Follow_Ended_ClosesBehindTheEnd()
    {
        work.Become(State.Running);
        await using var reader = Follow();
        await Next(reader);
        work.Done = 64;
        work.Become(State.Failed);
        news.Announce();
        Assert.Equal((StreamItemKind.Merged, 65), Told(await Next(reader)));
        Assert.Equal((StreamItemKind.End, 66), Told(await Next(reader)));
        Assert.False(await reader.MoveNextAsync());
    }

    /// <summary>Of what is merged within an hour only the newest is told, but nobody waits an hour for the end.</summary>
    [Fact]
    public async Task Follow_ChangeWithinThePause_EndsIt()
    {
        work.Become(State.Running);
        work.Done = 64;
        await using var reader = Follow(between: TimeSpan.FromHours(1));
        Assert.Equal((StreamItemKind.Merged, 65), Told(await Next(reader)));
        var next = Next(reader);
        work.Done = 128;
        news.Announce();
        work.Done = 192;
        work.Become(State.Succeeded);
        news.Announce();
        Assert.Equal((StreamItemKind.Merged, 193), Told(await next));
        Assert.Equal((StreamItemKind.End, 194), Told(await Next(reader)));
    }

    Task<List<StreamItem>> New(StreamPosition after) => Stream.New(after, item => item);

    IAsyncEnumerator<StreamItem> Follow(TimeSpan between = default) => Stream.Follow(default, item => item, between, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);

    static async Task<StreamItem> Next(IAsyncEnumerator<StreamItem> reader)
    {
        Assert.True(await reader.MoveNextAsync());
        return reader.Current;
    }

    static (StreamItemKind Kind, long Sequence) Told(StreamItem item) => (item.Kind, item.At.Sequence);

    static IEnumerable<(StreamItemKind, long)> Told(IEnumerable<StreamItem> items) => items.Select(Told);

    /// <summary>Work that stands as a test says.</summary>
    sealed class Work : IWatchedWork
    {
        public string Name => "work";

        public State State { get; private set; }

        public bool Ended => State is State.Succeeded or State.Failed;

        public int Done { get; set; }

        public WorkLog Log { get; } = new();

        public Task Keeping { get; set; } = Task.CompletedTask;

        public void Become(params ReadOnlySpan<State> states)
        {
            foreach (var state in states)
            {
                State = state;
                new StreamLog(Log).Record(state, DateTimeOffset.UnixEpoch, Done);
            }
        }
    }
}
