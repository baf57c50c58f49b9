using Grpc.Core;

namespace Portfolio.Client;

/// <summary>A time in which a client's streams are lost and no server takes them up again.</summary>
/// <param name="Addresses">Where nobody does.</param>
/// <param name="TimeLeft">How long it is still tried when this is told.</param>
/// <param name="Why">How the last try ended; null where the stream just ended.</param>
public sealed record Outage(ServerAddresses Addresses, TimeSpan TimeLeft, RpcException? Why);

/// <summary>No server answered for as long as the client had patience. What a server had acknowledged is kept in its store, and work that goes on there goes on once a server runs again.</summary>
/// <param name="addresses">Where nobody answered.</param>
/// <param name="patience">How long it was tried.</param>
/// <param name="loss">How the last try ended.</param>
public sealed class ServerGoneException(ServerAddresses addresses, TimeSpan patience, RpcException? loss)
    : RpcException(new Status(StatusCode.Unavailable, $"no answer from {addresses} for {patience.TotalSeconds:0} s", loss))
{
    /// <summary>Where nobody answered.</summary>
    public ServerAddresses Addresses => addresses;

    /// <summary>How long it was tried.</summary>
    public TimeSpan Patience => patience;
}
