using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Contracts.V1;

namespace Portfolio.Client.Tests;

/// <summary>What the client says of a server that is away for some tries. Its time leaps over all pauses: tries are 0.1, 0.2, 0.4, 0.8, 1.6 and then 2 s apart.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    const string Run = "workspaces/default/runs/scripted";
    const int TriesInASecond = 3;

    readonly Absences absences = new();
    readonly List<string> told = [];
    ScriptedServer server = null!;
    PortfolioClient client = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await ScriptedServer.Start(services => services.AddSingleton(absences), map => map.MapGrpcService<Absences>());
        client = new PortfolioClient(server.Address, new ClientOptions { Time = new LeapingTime() });
        client.OutageBegan += outage => told.Add($"began, {outage.TimeLeft.TotalSeconds:0} s left");
        client.OutageEnded += _ => told.Add("ended");
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Watch_AwayForLessThanASecond_TellsNobody()
    {
        absences.Tries = TriesInASecond;
        Assert.Equal([1, 2], await Seen());
        Assert.Empty(told);
    }

    [Fact]
    public async Task Watch_AwayForLonger_TellsOnceAndTellsItsEnd()
    {
        absences.Tries = TriesInASecond + 5;
        Assert.Equal([1, 2], await Seen());
        Assert.Equal(["began, 29 s left", "ended"], told);
        Assert.Null(client.Outage);
    }

    [Fact]
    public async Task Watch_SeveralStreamsLost_TellsOnce()
    {
        const int streams = 4;
        absences.Tries = 2 * TriesInASecond;
        absences.Together = streams;
        var all = await Task.WhenAll(Enumerable.Range(0, streams).Select(stream => Seen($"{Run}-{stream}", Cancellation)));
        Assert.All(all, seen => Assert.Equal([1, 2], seen));
        Assert.Equal(["began", "ended"], told.Select(line => line.Split(',')[0]));
    }

    [Fact]
    public async Task Watch_OneGoesOnAndAnotherIsLeft_TellsOfTheEndOnceNoneIsLost()
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        absences.Tries = 2 * TriesInASecond;
        absences.Together = 2;
        absences.Unanswered = $"{Run}-left";
        var left = Seen(absences.Unanswered, leaving.Token);
        Assert.Equal([1, 2], await Seen());
        Assert.Equal(["began"], told.Select(line => line.Split(',')[0]));
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.Equal(["began", "ended"], told.Select(line => line.Split(',')[0]));
    }

    /// <summary>Whoever leaves has its streams end one after the other; those that would have said it later say nothing.</summary>
    [Fact]
    public async Task Watch_LeftAsSoonAsItIsTold_TellsOfNoOther()
    {
        const int streams = 32;
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        absences.Tries = int.MaxValue;
        client.OutageBegan += _ => leaving.CancelAsync();
        var all = Enumerable.Range(0, streams).Select(stream => Assert.ThrowsAnyAsync<OperationCanceledException>(() => Seen($"{Run}-{stream}", leaving.Token)));
        await Task.WhenAll(all);
        Assert.Equal(["began"], told.Select(line => line.Split(',')[0]));
    }

    [Fact]
    public async Task Watch_AwayForGood_EndsWhenPatienceDoes()
    {
        absences.Tries = int.MaxValue;
        var gone = await Assert.ThrowsAsync<ServerGoneException>(Seen);
        Assert.Equal($"no answer from {client.Addresses} for 30 s", gone.Status.Detail);
        Assert.Equal(["began, 29 s left"], told);
        Assert.NotNull(client.Outage);
    }

    Task<List<int>> Seen() => Seen(Run, Cancellation);

    async Task<List<int>> Seen(string run, CancellationToken cancellation)
    {
        var seen = new List<int>();
        await foreach (var frame in client.Watch(run, view: null, cancellation))
            seen.Add((int)frame.Sequence);
        return seen;
    }

    /// <summary>Shows one frame, is away for some tries of each stream, and then shows the last.</summary>
    sealed class Absences : RunService.RunServiceBase
    {
        readonly ConcurrentDictionary<string, int> made = [];
        readonly TaskCompletionSource allAreLost = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int tryingLast;

        /// <summary>Tries of a stream that fail.</summary>
        public int Tries { get; set; }

        /// <summary>So many streams make their last try that fails before any of them goes on.</summary>
        public int Together { get; set; } = 1;

        /// <summary>The run whose stream gets no answer to the try after that.</summary>
        public string? Unanswered { get; set; }

        public override async Task WatchRun(WatchRunRequest request, IServerStreamWriter<RunFrame> responseStream, ServerCallContext context)
        {
            if (request.AfterSequence == 0)
                await responseStream.WriteAsync(new RunFrame { Epoch = 1, Sequence = 1, Bands = new Bands { ReplicationsDone = 1 } }, Cancellation);
            else if (made.AddOrUpdate(request.Name, 1, (_, before) => before + 1) is var number && number > Tries)
                await ShowTheLast(request.Name, responseStream, context.CancellationToken);
            else if (number == Tries)
                await AllTryLast();
            throw new RpcException(new Status(StatusCode.Unavailable, "the script says so"));
        }

        async Task AllTryLast()
        {
            if (Interlocked.Increment(ref tryingLast) == Together)
                allAreLost.SetResult();
            await allAreLost.Task;
        }

        async Task ShowTheLast(string run, IServerStreamWriter<RunFrame> responseStream, CancellationToken cancellation)
        {
            if (run == Unanswered)
                await new TaskCompletionSource().Task.WaitAsync(cancellation);
            await responseStream.WriteAsync(new RunFrame { Epoch = 1, Sequence = 2, Ended = new Run() }, Cancellation);
        }
    }

    /// <summary>Time in which nobody waits: it leaps to whatever is waited for.</summary>
    sealed class LeapingTime : TimeProvider
    {
        long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref ticks);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Add(ref ticks, dueTime.Ticks);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
