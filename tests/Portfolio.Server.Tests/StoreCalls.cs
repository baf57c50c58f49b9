using Google.Protobuf;
using Grpc.Core;
using Portfolio.Client;
using Portfolio.Contracts.V1;

namespace Portfolio.Server.Tests;

/// <summary>Calls about a server's store as tests make them.</summary>
static class StoreCalls
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A copy of the store.</summary>
    public static async Task<byte[]> BackUp(this PortfolioClient client) =>
        [.. (await client.Store.BackupStore(new BackupStoreRequest(), cancellationToken: Cancellation).All()).SelectMany(part => part.Content)];

    /// <summary>Sends a copy in parts.</summary>
    public static async Task<RestoreStoreResponse> Restore(this PortfolioClient client, byte[] copy)
    {
        using var call = client.Store.RestoreStore(cancellationToken: Cancellation);
        foreach (var part in copy.Chunk(10_000))
            await call.RequestStream.WriteAsync(new RestoreStoreRequest { Content = ByteString.CopyFrom(part) }, Cancellation);
        await call.RequestStream.CompleteAsync();
        return await call;
    }

    /// <summary>Waits until another start of the server answers.</summary>
    /// <param name="client">A client.</param>
    /// <param name="instance">The start that goes.</param>
    public static async Task StartsAnew(this PortfolioClient client, string instance)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(Calls.Patience);
        while (await InstanceOf(client, patience.Token) is var now && (now.Length == 0 || now == instance))
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
    }

    static async Task<string> InstanceOf(PortfolioClient client, CancellationToken cancellation)
    {
        try
        {
            return (await client.Store.GetStoreAsync(new GetStoreRequest(), cancellationToken: cancellation)).Instance;
        }
        catch (RpcException) when (!cancellation.IsCancellationRequested)
        {
            return "";
        }
    }
}
