using System.Runtime.CompilerServices;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Portfolio.Contracts.V1;

namespace Portfolio.Client;

/// <summary>A client of a server: every service, and streams that survive a lost connection.</summary>
public sealed class PortfolioClient : IDisposable
{
    const int MostMessageBytes = 64 << 20;
    const int MostReconnects = 8;

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
            ServiceConfig = new ServiceConfig { MethodConfigs = { RetryWhenUnavailable() } },
        });
        Portfolios = new PortfolioService.PortfolioServiceClient(channel);
        Initiatives = new InitiativeService.InitiativeServiceClient(channel);
        Scenarios = new ScenarioService.ScenarioServiceClient(channel);
        Runs = new RunService.RunServiceClient(channel);
    }

    /// <summary>Where the server is.</summary>
    public Uri Address { get; }

    /// <summary>Portfolios.</summary>
    public PortfolioService.PortfolioServiceClient Portfolios { get; }

    /// <summary>Initiatives.</summary>
    public InitiativeService.InitiativeServiceClient Initiatives { get; }

    /// <summary>Scenarios.</summary>
    public ScenarioService.ScenarioServiceClient Scenarios { get; }

    /// <summary>Runs.</summary>
    public RunService.RunServiceClient Runs { get; }

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
    /// <remarks>A server that was killed goes on from its last checkpoint and may at first be behind what was seen, so it is asked for its newest.</remarks>
    /// <param name="run">The run's resource name.</param>
    /// <param name="view">Which bands; without one, live sites of the portfolio and its themes.</param>
    /// <param name="cancellation">Stops watching; the run goes on.</param>
    public async IAsyncEnumerable<RunFrame> Watch(string run, View? view, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var seen = 0L;
        for (var lost = 0; ;)
        {
            using var call = Runs.WatchRun(new WatchRunRequest { Name = run, View = view }, cancellationToken: cancellation);
            while (await Next(call.ResponseStream, lost < MostReconnects, cancellation) is { } frame)
            {
                lost = 0;
                if (frame.ContentCase == RunFrame.ContentOneofCase.Heartbeat || frame.Sequence <= seen)
                    continue;
                seen = frame.Sequence;
                yield return frame;
                if (frame.ContentCase == RunFrame.ContentOneofCase.Ended)
                    yield break;
            }

            await Task.Delay(FirstPause * Math.Pow(2, lost++), time, cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => channel.Dispose();

    /// <summary>The next frame; null where the connection was lost and may be tried again.</summary>
    static async Task<RunFrame?> Next(IAsyncStreamReader<RunFrame> stream, bool mayBeLost, CancellationToken cancellation)
    {
        try
        {
            return await stream.MoveNext(cancellation) ? stream.Current : null;
        }
        catch (RpcException exception) when (mayBeLost && !cancellation.IsCancellationRequested && IsLoss(exception.StatusCode))
        {
            return null;
        }
    }

    /// <summary>A stream that nobody here cancelled was reset by a server that went away.</summary>
    static bool IsLoss(StatusCode code) => code is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Cancelled;

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
