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

    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>Opens a channel.</summary>
    /// <param name="addresses">Where to.</param>
    /// <param name="firstPause">Longest pause before a call's second try; it doubles with each.</param>
    public static GrpcChannel Open(ServerAddresses addresses, TimeSpan firstPause)
    {
        var options = new GrpcChannelOptions
        {
            MaxReceiveMessageSize = MostMessageBytes,
            MaxRetryAttempts = TriesOfCluster,
            ServiceConfig = new ServiceConfig { MethodConfigs = { RetryWhenUnavailable(addresses.IsCluster ? TriesOfCluster : Tries, firstPause), StreamsBothWays() } },
        };
        if (!addresses.IsCluster)
            return GrpcChannel.ForAddress(addresses.All[0], options);
        options.ServiceConfig.LoadBalancingConfigs.Add(new RoundRobinConfig());
        options.Credentials = addresses.All[0].Scheme == Uri.UriSchemeHttps ? ChannelCredentials.SecureSsl : ChannelCredentials.Insecure;
        (options.InitialReconnectBackoff, options.MaxReconnectBackoff) = (firstPause, LongestPause);
        options.ServiceProvider = new Resolvers(addresses);
        return GrpcChannel.ForAddress("static:///cluster", options);
    }

    /// <summary>Who sends on these knows better what to send again: the channel would keep copies of all that was sent, and begin a stream anew without those whose sending it had failed.</summary>
    static MethodConfig StreamsBothWays() => new()
    {
        Names =
        {
            new MethodName { Service = "portfolio.v1.JournalService", Method = "RecordStream" },
            new MethodName { Service = "portfolio.v1.RehearsalService", Method = "PlayRehearsal" },
        },
    };

    static MethodConfig RetryWhenUnavailable(int tries, TimeSpan firstPause) => new()
    {
        Names = { MethodName.Default },
        RetryPolicy = new RetryPolicy
        {
            MaxAttempts = tries,
            InitialBackoff = firstPause,
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
