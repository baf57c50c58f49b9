using Grpc.Core;
using Grpc.Net.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Client;

/// <summary>A client of a server, or of a cluster: every service, and streams that survive a lost connection.</summary>
public sealed class PortfolioClient : IDisposable
{
    /// <summary>Below every position: a stream that has seen nothing yet, of which only what comes is wanted.</summary>
    const long FromNow = -1;

    readonly GrpcChannel channel;
    readonly AttendanceService.AttendanceServiceClient attendances;
    readonly TimeProvider time;
    readonly Outages outages;
    AsyncServerStreamingCall<AttendResponse>? attendance;

    /// <summary>A client of the server at an address (gRPC over HTTP/2).</summary>
    public PortfolioClient(Uri address, ClientOptions? options = null)
        : this(new ServerAddresses(address), options)
    {
    }

    /// <summary>A client of a cluster: calls go to its servers by turns, and to another one where a server does not answer.</summary>
    public PortfolioClient(ServerAddresses addresses, ClientOptions? options = null)
    {
        Addresses = addresses;
        outages = new Outages(addresses, options ?? new ClientOptions());
        time = outages.Options.Time;
        channel = ServerChannel.Open(addresses);
        Portfolios = new PortfolioService.PortfolioServiceClient(channel);
        Initiatives = new InitiativeService.InitiativeServiceClient(channel);
        Scenarios = new ScenarioService.ScenarioServiceClient(channel);
        Revisions = new RevisionService.RevisionServiceClient(channel);
        Runs = new RunService.RunServiceClient(channel);
        Store = new StoreService.StoreServiceClient(channel);
        Studies = new StudyService.StudyServiceClient(channel);
        Batches = new BatchService.BatchServiceClient(channel);
        Rehearsals = new RehearsalService.RehearsalServiceClient(channel);
        Journals = new JournalService.JournalServiceClient(channel);
        Changes = new ChangeService.ChangeServiceClient(channel);
        attendances = new AttendanceService.AttendanceServiceClient(channel);
    }

    /// <summary>
    /// Streams are lost, and for a second no server has taken them up again. They go on by themselves, or end with a <see cref="ServerGoneException"/>; this tells who waits for them why nothing
    /// comes. However many streams a client has, it is told once, by whichever of them, so a handler must not wait for anything.
    /// </summary>
    public event Action<Outage>? OutageBegan
    {
        add => outages.Began += value;
        remove => outages.Began -= value;
    }

    /// <summary>A server answers again: streams go on, and none is lost any more. Not told where all were given up, or where nobody reads them any more.</summary>
    public event Action<Outage>? OutageEnded
    {
        add => outages.Ended += value;
        remove => outages.Ended -= value;
    }

    /// <summary>Where the server is, or those of the cluster.</summary>
    public ServerAddresses Addresses { get; }

    /// <summary>The outage that has begun and not ended, or in which all streams were given up; null while they go on.</summary>
    public Outage? Outage => outages.Current;

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

    /// <summary>Rehearsals.</summary>
    public RehearsalService.RehearsalServiceClient Rehearsals { get; }

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

    /// <summary>
    /// Watches a run to its end: bands, which never go back, every change of state, and the end. A lost connection is taken up again behind the last frame; a frame is never
    /// seen twice. Signs of life, which say how fast it goes, come between them.
    /// </summary>
    /// <param name="run">The run's resource name.</param>
    /// <param name="view">Which bands; without one, live sites of the portfolio and its themes.</param>
    /// <param name="cancellation">Stops watching; the run goes on.</param>
    /// <exception cref="ServerGoneException">No server answered for as long as <see cref="ClientOptions.Patience"/> says; the run goes on where one runs.</exception>
    public IAsyncEnumerable<RunFrame> Watch(string run, View? view, CancellationToken cancellation) => Forward(
        new LastingStream<RunFrame>(
            (seen, token) => Runs.WatchRun(new WatchRunRequest { Name = run, View = view, AfterEpoch = seen.Epoch, AfterSequence = seen.Sequence }, cancellationToken: token),
            frame => new FramePlace(frame.Epoch, frame.Sequence, frame.ContentCase switch
            {
                RunFrame.ContentOneofCase.Heartbeat => FrameKind.Beat,
                RunFrame.ContentOneofCase.Resumed => FrameKind.Silent,
                RunFrame.ContentOneofCase.Ended => FrameKind.End,
                _ => FrameKind.News,
            }),
            outages).Read(after: 0, cancellation),
        frame => frame.Bands?.ReplicationsDone);

    /// <summary>Watches a study to its end, as a run is watched.</summary>
    /// <param name="study">The study's resource name.</param>
    /// <param name="cancellation">Stops watching; the study goes on.</param>
    public IAsyncEnumerable<StudyFrame> WatchStudy(string study, CancellationToken cancellation) => Forward(
        new LastingStream<StudyFrame>(
            (seen, token) => Studies.WatchStudy(new WatchStudyRequest { Name = study, AfterEpoch = seen.Epoch, AfterSequence = seen.Sequence }, cancellationToken: token),
            frame => new FramePlace(frame.Epoch, frame.Sequence, frame.ContentCase switch
            {
                StudyFrame.ContentOneofCase.Heartbeat => FrameKind.Beat,
                StudyFrame.ContentOneofCase.Resumed => FrameKind.Silent,
                StudyFrame.ContentOneofCase.Ended => FrameKind.End,
                _ => FrameKind.News,
            }),
            outages).Read(after: 0, cancellation),
        frame => frame.Progress?.ReplicationsDone);

    /// <summary>Watches a batch to its end. A lost connection is taken up again behind the last frame; a frame is never seen twice.</summary>
    /// <param name="batch">The batch's resource name.</param>
    /// <param name="cancellation">Stops watching; the batch goes on.</param>
    public IAsyncEnumerable<BatchFrame> WatchBatch(string batch, CancellationToken cancellation) => new LastingStream<BatchFrame>(
        (_, token) => Batches.WatchBatch(new WatchBatchRequest { Name = batch }, cancellationToken: token),
        frame => new FramePlace(frame.Epoch, frame.Sequence, frame.ContentCase switch
        {
            BatchFrame.ContentOneofCase.Heartbeat => FrameKind.Silent,
            BatchFrame.ContentOneofCase.Ended => FrameKind.End,
            _ => FrameKind.News,
        }),
        outages).Read(after: 0, cancellation);

    /// <summary>
    /// Watches a rehearsal until it is deleted: the future so far, then what comes. A lost connection is taken up again behind the last frame; a frame is never seen twice.
    /// </summary>
    /// <param name="rehearsal">The rehearsal's resource name.</param>
    /// <param name="cancellation">Stops watching; the rehearsal goes on.</param>
    public IAsyncEnumerable<RehearsalFrame> WatchRehearsal(string rehearsal, CancellationToken cancellation) => new LastingStream<RehearsalFrame>(
        (seen, token) => Rehearsals.WatchRehearsal(new WatchRehearsalRequest { Name = rehearsal, AfterEpoch = seen.Epoch, AfterSequence = seen.Sequence }, cancellationToken: token),
        frame => new FramePlace(frame.Epoch, frame.Sequence, frame.ContentCase switch
        {
            RehearsalFrame.ContentOneofCase.Heartbeat or RehearsalFrame.ContentOneofCase.Resumed => FrameKind.Silent,
            RehearsalFrame.ContentOneofCase.Deleted => FrameKind.End,
            _ => FrameKind.News,
        }),
        outages).Read(after: 0, cancellation);

    /// <summary>The controls of a rehearsal.</summary>
    /// <param name="rehearsal">The rehearsal's resource name.</param>
    /// <param name="author">Who plays, by any name.</param>
    public RehearsalPlayer PlayRehearsal(string rehearsal, string author) => new(rehearsal, author, Rehearsals, outages);

    /// <summary>Watches what changes in a portfolio, without end. A lost connection is taken up again behind the last change; none is left out or seen twice.</summary>
    /// <param name="portfolio">The portfolio's resource name.</param>
    /// <param name="subjects">Only of these: ids of initiatives, <c>programme</c>, <c>themes/{t}</c> or <c>scenarios/{s}</c>; of all where there are none.</param>
    /// <param name="afterSequence">Only changes behind this position, 0 for all; null for those from now on.</param>
    /// <param name="cancellation">Stops watching.</param>
    /// <returns>Changes, and heartbeats wherever these say something new: the position up to which there was nothing to see.</returns>
    /// <exception cref="ServerGoneException">No server answered for as long as <see cref="ClientOptions.Patience"/> says.</exception>
    /// <exception cref="RpcException">The server refused it.</exception>
    public IAsyncEnumerable<ChangeFrame> WatchChanges(string portfolio, IReadOnlyList<string> subjects, long? afterSequence, CancellationToken cancellation) => new LastingStream<ChangeFrame>(
        (seen, token) => Changes.WatchChanges(
            new WatchChangesRequest { Parent = portfolio, Subjects = { subjects }, AfterSequence = Math.Max(0, seen.Sequence), FromNow = seen.Sequence == FromNow },
            cancellationToken: token),
        frame => new FramePlace(Epoch: 0, frame.Sequence, FrameKind.News),
        outages).Read(afterSequence ?? FromNow, cancellation);

    /// <summary>Records entries over one stream. A lost connection is taken up again with what was not acknowledged.</summary>
    public EntryRecorder RecordEntries() => new(Journals, outages);

    /// <summary>Leaves out what goes back: what a lost server had not kept is computed again.</summary>
    static async IAsyncEnumerable<TFrame> Forward<TFrame>(IAsyncEnumerable<TFrame> frames, Func<TFrame, int?> done)
    {
        var most = 0;
        await foreach (var frame in frames)
        {
            if (done(frame) is { } replications)
            {
                if (replications <= most)
                    continue;
                most = replications;
            }

            yield return frame;
        }
    }

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
}
