using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Portfolio.Contracts.V1;

namespace Portfolio.Client;

/// <summary>A client of a server: every service, and streams that survive a lost connection.</summary>
public sealed class PortfolioClient : IDisposable
{
    const int MostMessageBytes = 64 << 20;

    /// <summary>Below every position: a stream that has seen nothing yet, of which only what comes is wanted.</summary>
    const long FromNow = -1;

    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    readonly GrpcChannel channel;
    readonly AttendanceService.AttendanceServiceClient attendances;
    readonly TimeProvider time;
    AsyncServerStreamingCall<AttendResponse>? attendance;

    /// <summary>A client of the server at an address (gRPC over HTTP/2).</summary>
    public PortfolioClient(Uri address, TimeProvider? time = null)
    {
        Address = address;
        this.time = time ?? TimeProvider.System;
        channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            MaxReceiveMessageSize = MostMessageBytes,
            ServiceConfig = new ServiceConfig { MethodConfigs = { RetryWhenUnavailable(), StreamOfEntries() } },
        });
        Portfolios = new PortfolioService.PortfolioServiceClient(channel);
        Initiatives = new InitiativeService.InitiativeServiceClient(channel);
        Scenarios = new ScenarioService.ScenarioServiceClient(channel);
        Revisions = new RevisionService.RevisionServiceClient(channel);
        Runs = new RunService.RunServiceClient(channel);
        Store = new StoreService.StoreServiceClient(channel);
        Studies = new StudyService.StudyServiceClient(channel);
        Batches = new BatchService.BatchServiceClient(channel);
        Journals = new JournalService.JournalServiceClient(channel);
        Changes = new ChangeService.ChangeServiceClient(channel);
        attendances = new AttendanceService.AttendanceServiceClient(channel);
    }

    /// <summary>Where the server is.</summary>
    public Uri Address { get; }

    /// <summary>Portfolios.</summary>
    public PortfolioService.PortfolioServiceClient Portfolios { get; }

    /// <summary>Initiatives.</summary>
    public InitiativeService.InitiativeServiceClient Initiatives { get; }

    /// <summary>Scenarios.</summary>
    public ScenarioService.ScenarioServiceClient Scenarios { get; }

    /// <summary>Revisions of portfolios, initiatives and scenarios.</summary>
    public RevisionService.RevisionServiceClient Revisions { get; }

    /// <summary>Runs.</summary>
    public RunService.RunServiceClient Runs { get; }

    /// <summary>The server's store.</summary>
    public StoreService.StoreServiceClient Store { get; }

    /// <summary>Studies.</summary>
    public StudyService.StudyServiceClient Studies { get; }

    /// <summary>Batches of runs.</summary>
    public BatchService.BatchServiceClient Batches { get; }

    /// <summary>Journals of what really happened.</summary>
    public JournalService.JournalServiceClient Journals { get; }

    /// <summary>Changes of portfolios, as they come.</summary>
    public ChangeService.ChangeServiceClient Changes { get; }

    /// <summary>Lets the server know that somebody is there, until this client is disposed: a command that hosts it for itself waits with its end until then.</summary>
    /// <returns>Whether a server answered within a time.</returns>
    public async Task<bool> Attend(TimeSpan within, CancellationToken cancellation)
    {
        var call = attendances.Attend(new AttendRequest(), cancellationToken: CancellationToken.None);
        try
        {
            if (await call.ResponseStream.MoveNext(cancellation).WaitAsync(within, time, cancellation))
            {
                (attendance, call) = (call, attendance);
                return true;
            }
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested && IsNoAnswer(exception))
        {
            // Nobody is there, or nobody who could be used.
        }
        finally
        {
            call?.Dispose();
        }

        return false;
    }

    /// <summary>Watches a run to its end. A lost connection is taken up again behind the last frame; a frame is never seen twice.</summary>
    /// <param name="run">The run's resource name.</param>
    /// <param name="view">Which bands; without one, live sites of the portfolio and its themes.</param>
    /// <param name="cancellation">Stops watching; the run goes on.</param>
    public IAsyncEnumerable<RunFrame> Watch(string run, View? view, CancellationToken cancellation) => new LastingStream<RunFrame>(
        (_, token) => Runs.WatchRun(new WatchRunRequest { Name = run, View = view }, cancellationToken: token),
        frame => new FramePlace(
            frame.Sequence, frame.ContentCase == RunFrame.ContentOneofCase.Heartbeat, frame.ContentCase == RunFrame.ContentOneofCase.Ended),
        FirstPause,
        time).Read(after: 0, cancellation);

    /// <summary>Watches a study to its end. A lost connection is taken up again behind the last frame; a frame is never seen twice.</summary>
    /// <param name="study">The study's resource name.</param>
    /// <param name="cancellation">Stops watching; the study goes on.</param>
    public IAsyncEnumerable<StudyFrame> WatchStudy(string study, CancellationToken cancellation) => new LastingStream<StudyFrame>(
        (_, token) => Studies.WatchStudy(new WatchStudyRequest { Name = study }, cancellationToken: token),
        frame => new FramePlace(
            frame.Sequence, frame.ContentCase == StudyFrame.ContentOneofCase.Heartbeat, frame.ContentCase == StudyFrame.ContentOneofCase.Ended),
        FirstPause,
        time).Read(after: 0, cancellation);

    /// <summary>Watches a batch to its end. A lost connection is taken up again behind the last frame; a frame is never seen twice.</summary>
    /// <param name="batch">The batch's resource name.</param>
    /// <param name="cancellation">Stops watching; the batch goes on.</param>
    public IAsyncEnumerable<BatchFrame> WatchBatch(string batch, CancellationToken cancellation) => new LastingStream<BatchFrame>(
        (_, token) => Batches.WatchBatch(new WatchBatchRequest { Name = batch }, cancellationToken: token),
        frame => new FramePlace(
            frame.Sequence, frame.ContentCase == BatchFrame.ContentOneofCase.Heartbeat, frame.ContentCase == BatchFrame.ContentOneofCase.Ended),
        FirstPause,
        time).Read(after: 0, cancellation);

    /// <summary>Watches what changes in a portfolio, without end. A lost connection is taken up again behind the last change; none is left out or seen twice.</summary>
    /// <param name="portfolio">The portfolio's resource name.</param>
    /// <param name="subjects">Only of these: ids of initiatives, <c>programme</c>, <c>themes/{t}</c> or <c>scenarios/{s}</c>; of all where there are none.</param>
    /// <param name="afterSequence">Only changes behind this position, 0 for all; null for those from now on.</param>
    /// <param name="cancellation">Stops watching.</param>
    /// <returns>Changes, and heartbeats wherever these say something new: the position up to which there was nothing to see.</returns>
    /// <exception cref="RpcException">The server refused it, or was gone for too long.</exception>
    public IAsyncEnumerable<ChangeFrame> WatchChanges(string portfolio, IReadOnlyList<string> subjects, long? afterSequence, CancellationToken cancellation) => new LastingStream<ChangeFrame>(
        (seen, token) => Changes.WatchChanges(
            new WatchChangesRequest { Parent = portfolio, Subjects = { subjects }, AfterSequence = Math.Max(0, seen), FromNow = seen == FromNow },
            cancellationToken: token),
        frame => new FramePlace(frame.Sequence, IsHeartbeat: false, IsEnd: false),
        FirstPause,
        time).Read(afterSequence ?? FromNow, cancellation);

    /// <summary>Records entries over one stream. A lost connection is taken up again with what was not acknowledged.</summary>
    public EntryRecorder RecordEntries() => new(Journals, FirstPause, time);

    /// <inheritdoc/>
    public void Dispose()
    {
        attendance?.Dispose();
        channel.Dispose();
    }

    static bool IsNoAnswer(Exception exception) => exception is TimeoutException or RpcException
    {
        StatusCode: StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Internal or StatusCode.Cancelled,
    };

    /// <summary>Its recorder knows better what to send again: the channel would keep copies of all that was sent.</summary>
    static MethodConfig StreamOfEntries() => new() { Names = { new MethodName { Service = "portfolio.v1.JournalService", Method = "RecordStream" } } };

    static MethodConfig RetryWhenUnavailable() => new()
    {
        Names = { MethodName.Default },
        RetryPolicy = new RetryPolicy
        {
            MaxAttempts = 3,
            InitialBackoff = FirstPause,
            MaxBackoff = TimeSpan.FromSeconds(2),
            BackoffMultiplier = 2,
            RetryableStatusCodes = { StatusCode.Unavailable },
        },
    };
}
