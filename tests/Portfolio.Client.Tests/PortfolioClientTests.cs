using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Contracts.V1;

namespace Portfolio.Client.Tests;

/// <summary>What the client makes of a server that fails: here one that plays a script.</summary>
public sealed class PortfolioClientTests : IAsyncLifetime
{
    readonly Script script = new();
    readonly Changes changes = new();
    readonly Journals journals = new();
    ScriptedServer server = null!;
    PortfolioClient client = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await ScriptedServer.Start(
            services => services.AddSingleton(script).AddSingleton(changes).AddSingleton(journals),
            map =>
            {
                map.MapGrpcService<Script>();
                map.MapGrpcService<Changes>();
                map.MapGrpcService<Journals>();
            });
        client = new PortfolioClient(server.Address);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.Cancelled)]
    public async Task Watch_ConnectionLost_GoesOnBehindTheLastFrame(StatusCode loss)
    {
        script.Answers.Enqueue(([Bands(1), Bands(2)], loss));
        script.Answers.Enqueue(([Resumed(2), Bands(2), Beat(2), Bands(3), Ended(4)], StatusCode.OK));
        Assert.Equal([1L, 2, 3, 4], await Sequences());
    }

    [Fact]
    public async Task Watch_ComputedAnewInAnotherEpoch_NeverGoesBack()
    {
        script.Answers.Enqueue(([Bands(5)], StatusCode.Unavailable));
        script.Answers.Enqueue(([Resumed(5), Running(4, epoch: 2), Bands(5, epoch: 2, done: 3), Bands(6, epoch: 2, done: 5)], StatusCode.Internal));
        script.Answers.Enqueue(([Resumed(6, epoch: 2), Bands(7, epoch: 2, done: 6), Ended(8, epoch: 2)], StatusCode.OK));
        Assert.Equal([5L, 4, 7, 8], await Sequences());
        Assert.Equal([(0, 0L), (1, 5L), (2, 6L)], script.Asked);
    }

    [Fact]
    public async Task Watch_SignsOfLife_ComeBetweenAndTakeNoPlace()
    {
        script.Answers.Enqueue(([Bands(1), Beat(1), Beat(1), Bands(2), Ended(3)], StatusCode.OK));
        var seen = new List<long>();
        await foreach (var frame in client.Watch("workspaces/default/runs/scripted", view: null, Cancellation))
            seen.Add(frame.Sequence);
        Assert.Equal([1L, 1, 1, 2, 3], seen);
    }

    [Fact]
    public async Task Watch_Refused_TellsTheCaller()
    {
        script.Answers.Enqueue(([Bands(1)], StatusCode.NotFound));
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(Sequences)).StatusCode);
    }

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.OK)]
    public async Task WatchChanges_ConnectionLostAgainAndAgain_LeavesNoneOutAndRepeatsNone(StatusCode loss)
    {
        changes.Loss = loss;
        var seen = new List<long>();
        await foreach (var frame in client.WatchChanges("workspaces/default/portfolios/scripted", ["scan"], 3, Cancellation))
        {
            seen.Add(frame.Sequence);
            if (frame.Sequence == 9)
                break;
        }

        Assert.Equal([4L, 5, 6, 7, 8, 9], seen);
        Assert.Equal([3L, 5, 7], changes.Asked);
    }

    [Fact]
    public async Task WatchChanges_FromNowAndLost_GoesOnFromWhereItBegan()
    {
        changes.Loss = StatusCode.Unavailable;
        var frames = await client.WatchChanges("workspaces/default/portfolios/scripted", [], null, Cancellation).Take(4).ToListAsync(Cancellation);
        Assert.Equal([7L, 8, 9, 10], frames.Select(frame => frame.Sequence));
        Assert.Equal([0L, 8], changes.Asked);
    }

    [Fact]
    public async Task WatchChanges_BeyondTheNewest_TellsTheCaller()
    {
        changes.Loss = StatusCode.OutOfRange;
        await using var watching = client.WatchChanges("workspaces/default/portfolios/scripted", [], 0, Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await watching.MoveNextAsync() && await watching.MoveNextAsync());
        Assert.Equal(StatusCode.OutOfRange, (await Assert.ThrowsAsync<RpcException>(() => watching.MoveNextAsync().AsTask())).StatusCode);
    }

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.Internal)]
    public async Task RecordEntries_ConnectionLostAgainAndAgain_SendsWhatWasNotAcknowledgedInItsOrder(StatusCode loss)
    {
        journals.Loss = loss;
        await using var recorder = client.RecordEntries();
        var kept = await Task.WhenAll(Enumerable.Range(1, 5).Select(number => recorder.Record(new Entry { Corrects = number }, Cancellation)));
        Assert.Equal([1L, 2, 3, 4, 5], kept.Select(each => each.Number));
        Assert.Equal([1L, 2, 3, 4, 5], journals.Acknowledged);
    }

    [Fact]
    public async Task RecordEntries_StreamRefused_TellsEachWriter()
    {
        journals.Loss = StatusCode.PermissionDenied;
        await using var recorder = client.RecordEntries();
        var records = Enumerable.Range(1, 3).Select(number => recorder.Record(new Entry { Corrects = number }, Cancellation)).ToList();
        await Task.WhenAll(records.Take(2));
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => records[2])).StatusCode);
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => recorder.Record(new Entry(), Cancellation))).StatusCode);
    }

    [Fact]
    public async Task Attend_NobodyThere_SaysNo()
    {
        await server.DisposeAsync();
        Assert.False(await client.Attend(TimeSpan.FromSeconds(5), Cancellation));
    }

    async Task<List<long>> Sequences() => await client.Watch("workspaces/default/runs/scripted", view: null, Cancellation).Where(frame => frame.ContentCase != RunFrame.ContentOneofCase.Heartbeat).Select(frame => frame.Sequence).ToListAsync(Cancellation);

    static RunFrame Bands(long sequence, int epoch = 1, int done = 0) =>
        new() { Epoch = epoch, Sequence = sequence, Bands = new Bands { ReplicationsDone = done == 0 ? (int)sequence : done } };

    static RunFrame Beat(long sequence) => new() { Epoch = 1, Sequence = sequence, Heartbeat = new Heartbeat() };

    static RunFrame Resumed(long sequence, int epoch = 1) => new() { Epoch = epoch, Sequence = sequence, Resumed = new Resumed() };

    static RunFrame Running(long sequence, int epoch) => new() { Epoch = epoch, Sequence = sequence, Change = new StateChange { State = Run.Types.State.Running } };

    static RunFrame Ended(long sequence, int epoch = 1) => new() { Epoch = epoch, Sequence = sequence, Ended = new Run() };

    /// <summary>Answers each call with the next part of the script.</summary>
    sealed class Script : RunService.RunServiceBase
    {
        public Queue<(RunFrame[] Frames, StatusCode End)> Answers { get; } = [];

        public List<(int, long)> Asked { get; } = [];

        public override async Task WatchRun(WatchRunRequest request, IServerStreamWriter<RunFrame> responseStream, ServerCallContext context)
        {
            var (frames, end) = Answers.Dequeue();
            Asked.Add((request.AfterEpoch, request.AfterSequence));
            foreach (var frame in frames)
                await responseStream.WriteAsync(frame, Cancellation);
            if (end != StatusCode.OK)
                throw new RpcException(new Status(end, "the script says so"));
        }
    }

    /// <summary>Gives each caller two changes behind what it asks for, with a heartbeat between, and loses the connection. From now on is behind 6, which the first heartbeat says.</summary>
    sealed class Changes : ChangeService.ChangeServiceBase
    {
        public List<long> Asked { get; } = [];

        public StatusCode Loss { get; set; }

        public override async Task WatchChanges(WatchChangesRequest request, IServerStreamWriter<ChangeFrame> responseStream, ServerCallContext context)
        {
            Asked.Add(request.AfterSequence);
            var first = (request.FromNow ? 6 : request.AfterSequence) + 1;
            await responseStream.WriteAsync(request.FromNow ? new ChangeFrame { Sequence = first } : Frame(first), Cancellation);
            await responseStream.WriteAsync(new ChangeFrame { Sequence = first }, Cancellation);
            await responseStream.WriteAsync(Frame(first + 1), Cancellation);
            if (Loss != StatusCode.OK)
                throw new RpcException(new Status(Loss, "the script says so"));
        }

        static ChangeFrame Frame(long sequence) => new() { Sequence = sequence, Entry = new Entry { Sequence = sequence } };
    }

    /// <summary>Acknowledges two entries of each caller (by the numbers that they correct), and loses the connection.</summary>
    sealed class Journals : JournalService.JournalServiceBase
    {
        public List<long> Acknowledged { get; } = [];

        public StatusCode Loss { get; set; }

        public override async Task RecordStream(IAsyncStreamReader<RecordStreamRequest> requestStream, IServerStreamWriter<RecordStreamResponse> responseStream, ServerCallContext context)
        {
            var left = 2;
            await foreach (var entry in requestStream.ReadAllAsync(Cancellation).SelectMany(request => request.Entries))
            {
                if (left-- == 0)
                    throw new RpcException(new Status(Loss, "the script says so"));
                Acknowledged.Add(entry.Corrects);
                await responseStream.WriteAsync(new RecordStreamResponse { Outcomes = { new EntryOutcome { Kept = new KeptEntry { Number = entry.Corrects } } } }, Cancellation);
            }
        }
    }
}
