using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Portfolio.Contracts.V1;

namespace Portfolio.Client;

/// <summary>A client of a server: every service, and streams that survive a lost connection.</summary>
public sealed class PortfolioClient : IDisposable
{
    const int MostMessageBytes = 64 << 20;

    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    readonly GrpcChannel channel;
    readonly TimeProvider time;

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
        Journals = new JournalService.JournalServiceClient(channel);
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

    /// <summary>Journals of what really happened.</summary>
    public JournalService.JournalServiceClient Journals { get; }

    /// <summary>Whether a server answers within a time.</summary>
    public async Task<bool> Answers(TimeSpan within, CancellationToken cancellation)
    {
        try
        {
            var deadline = time.GetUtcNow().UtcDateTime + within;
            await Portfolios.ListPortfoliosAsync(new ListPortfoliosRequest { Parent = "workspaces/default", PageSize = 1 }, deadline: deadline, cancellationToken: cancellation);
            return true;
        }
        catch (RpcException exception) when (!cancellation.IsCancellationRequested && exception.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Internal)
        {
            return false;
        }
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

    /// <summary>Watches what is recorded of a portfolio, without end. A lost connection is taken up again behind the last entry; none is left out or seen twice.</summary>
    /// <param name="portfolio">The portfolio's resource name.</param>
    /// <param name="subjects">Only of these: ids of initiatives, <c>programme</c>, or <c>themes/{t}</c>; of all where there are none.</param>
    /// <param name="afterSequence">Only entries behind this position; 0 for all.</param>
    /// <param name="cancellation">Stops watching.</param>
    /// <exception cref="RpcException">The server refused it, or was gone for too long.</exception>
    public IAsyncEnumerable<Entry> WatchEntries(string portfolio, IReadOnlyList<string> subjects, long afterSequence, CancellationToken cancellation) => new LastingStream<EntryFrame>(
        (seen, token) => Journals.WatchEntries(new WatchEntriesRequest { Parent = portfolio, Subjects = { subjects }, AfterSequence = seen }, cancellationToken: token),
        frame => new FramePlace(frame.Sequence, IsHeartbeat: frame.Entry is null, IsEnd: false),
        FirstPause,
        time).Read(afterSequence, cancellation).Select(frame => frame.Entry);

    /// <summary>Records entries over one stream. A lost connection is taken up again with what was not acknowledged.</summary>
    public EntryRecorder RecordEntries() => new(Journals, FirstPause, time);

    /// <inheritdoc/>
    public void Dispose() => channel.Dispose();

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
