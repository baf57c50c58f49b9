using Grpc.Core;

namespace Portfolio.Faults.Tests.Cluster;

/// <summary>Asks again what nobody answered: a whole cluster may be gone, or its database.</summary>
static class Persistent
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Asks until there is an answer.</summary>
    public static async Task<T> Ask<T>(Func<AsyncUnaryCall<T>> ask, CancellationToken patience)
    {
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (RpcException exception) when (MortalServer.IsLoss(exception) && !patience.IsCancellationRequested)
            {
                await Task.Delay(Pause, TimeProvider.System, patience);
            }
        }
    }
}
