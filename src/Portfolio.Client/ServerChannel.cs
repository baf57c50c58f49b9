using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Balancer;
using Grpc.Net.Client.Configuration;

namespace Portfolio.Client;

/// <summary>Opens channels: to one server, or to several of a cluster by turns, where a call that one did not answer goes to the next.</summary>
static class ServerChannel
{
    const int MostMessageBytes = 64 << 20;

    /// <summary>Tries of a call to a server that is alone: it may just be starting anew.</summary>
    const int Tries = 3;

    /// <summary>Tries of a call to a cluster. With the pauses between them they outlast the seconds in which it notices that a server is lost.</summary>
    const int TriesOfCluster = 12;

    /// <summary>Longest pause before a call's second try; it doubles with each.</summary>
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>Opens a channel.</summary>
    /// <param name="addresses">Where to.</param>
    public static GrpcChannel Open(ServerAddresses addresses)
    {
        var options = new GrpcChannelOptions
        {
            HttpHandler = Handler(),
            DisposeHttpClient = true,
            MaxReceiveMessageSize = MostMessageBytes,
            MaxRetryAttempts = TriesOfCluster,
            ServiceConfig = new ServiceConfig { MethodConfigs = { RetryWhenUnavailable(addresses.IsCluster ? TriesOfCluster : Tries), LastingStreams() } },
        };
        if (!addresses.IsCluster)
            return GrpcChannel.ForAddress(addresses.All[0], options);
        options.ServiceConfig.LoadBalancingConfigs.Add(new RoundRobinConfig());
        options.Credentials = addresses.All[0].Scheme == Uri.UriSchemeHttps ? ChannelCredentials.SecureSsl : ChannelCredentials.Insecure;
        (options.InitialReconnectBackoff, options.MaxReconnectBackoff) = (FirstPause, LongestPause);
        options.ServiceProvider = new Resolvers(addresses);
        return GrpcChannel.ForAddress("static:///cluster", options);
    }

    /// <summary>A server whose machine is gone resets nothing: only who asks whether it is still there learns that it is not.</summary>
    /// <remarks>Connecting has no limit of its own: after one, a channel to several servers that were away for longer would never try them again.</remarks>
    static SocketsHttpHandler Handler() => new()
    {
        EnableMultipleHttp2Connections = true,
        KeepAlivePingDelay = TimeSpan.FromSeconds(10),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
    };

    /// <summary>
    /// Streams that this client takes up again itself. Of those that it sends on, the channel would keep copies of all that was sent, and begin one anew without what had failed to be sent; and
    /// while it tries the others, nobody would hear that they are lost.
    /// </summary>
    static MethodConfig LastingStreams() => new()
    {
        Names =
        {
            new MethodName { Service = "portfolio.v1.RunService", Method = "WatchRun" },
            new MethodName { Service = "portfolio.v1.StudyService", Method = "WatchStudy" },
            new MethodName { Service = "portfolio.v1.BatchService", Method = "WatchBatch" },
            new MethodName { Service = "portfolio.v1.ChangeService", Method = "WatchChanges" },
            new MethodName { Service = "portfolio.v1.JournalService", Method = "RecordStream" },
            new MethodName { Service = "portfolio.v1.RehearsalService", Method = "WatchRehearsal" },
            new MethodName { Service = "portfolio.v1.RehearsalService", Method = "PlayRehearsal" },
        },
    };

    static MethodConfig RetryWhenUnavailable(int tries) => new()
    {
        Names = { MethodName.Default },
        RetryPolicy = new RetryPolicy
        {
            MaxAttempts = tries,
            InitialBackoff = FirstPause,
            MaxBackoff = LongestPause,
            BackoffMultiplier = 2,
            RetryableStatusCodes = { StatusCode.Unavailable },
        },
    };

    /// <summary>All that a channel asks its services for: who knows the addresses.</summary>
    sealed class Resolvers(ServerAddresses addresses) : IServiceProvider
    {
        readonly ResolverFactory[] factories = [new StaticResolverFactory(_ => addresses.All.Select(address => new BalancerAddress(address.Host, address.Port)))];

        public object? GetService(Type serviceType) => serviceType == typeof(IEnumerable<ResolverFactory>) ? factories : null;
    }
}
