using Portfolio.Client;
using Portfolio.Server.Hosting;

namespace Portfolio.Cli.Connection;

/// <summary>A server that starts while the definition is read; a wrong definition is told at once, without waiting for it.</summary>
sealed class ServerOpening : IDisposable
{
    readonly CancellationTokenSource needless;

    /// <summary>Begins to find a server, or to host one.</summary>
    /// <param name="addresses">Addresses that the user named; without any, the data folder's server.</param>
    /// <param name="options">How to host one.</param>
    /// <param name="cancellation">Gives up, and stops one that was hosted.</param>
    public ServerOpening(ServerAddresses? addresses, ServerOptions options, CancellationToken cancellation)
    {
        needless = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Connection = Task.Run(() => ServerConnection.Open(addresses, options, needless.Token), cancellation);
    }

    /// <summary>The way to the server, once there is one.</summary>
    public Task<ServerConnection> Connection { get; }

    /// <summary>Reads meanwhile; if that fails, no server is needed.</summary>
    public async Task<TRead> Meanwhile<TRead>(Func<TRead> read)
    {
        try
        {
            return read();
        }
        catch
        {
            await needless.CancelAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => needless.Dispose();
}
