using System.Diagnostics;
using Portfolio.Cli.Rendering;
using Portfolio.Client;
using Portfolio.Server.Hosting;

namespace Portfolio.Cli.Connection;

/// <summary>A way to a server: one that was named, one that runs already, or one of this process's own.</summary>
sealed class ServerConnection : IAsyncDisposable
{
    /// <summary>Time for a server that is there to answer.</summary>
    static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);

    /// <summary>Time for whoever holds the data folder to answer or to leave it: it may be just starting, or about to end, on a machine that has much else to do.</summary>
    static readonly TimeSpan Patience = new ClientOptions().Patience;

    /// <summary>How long nothing is said of that.</summary>
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(1.5);

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Time for the end of this process's own calls to reach the server.</summary>
    static readonly TimeSpan OwnCallsEnd = TimeSpan.FromMilliseconds(500);

    readonly PortfolioServer? hosted;
    readonly CancellationToken cancellation;

    ServerConnection(PortfolioClient client, PortfolioServer? hosted, CancellationToken cancellation)
    {
        (Client, this.hosted, this.cancellation) = (client, hosted, cancellation);
        OutageText.TellOf(client);
    }

    /// <summary>The client to talk to it with.</summary>
    public PortfolioClient Client { get; }

    /// <summary>Finds a server, or hosts one.</summary>
    /// <param name="addresses">Addresses that the user named; without any, the data folder's server.</param>
    /// <param name="options">How to host one.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<ServerConnection> Open(ServerAddresses? addresses, ServerOptions options, CancellationToken cancellation)
    {
        if (addresses is not null)
            return await Attach(addresses, cancellation) ?? throw new CommandException(ExitCode.NoServer, $"no server answers at {addresses}");

        // Another process may take or leave the data folder between two looks, so look again.
        var (began, isTold) = (Stopwatch.GetTimestamp(), false);
        while (true)
        {
            try
            {
                var server = await PortfolioServer.Start(options, cancellation);
                return new ServerConnection(new PortfolioClient(server.Grpc), server, cancellation);
            }
            catch (DataFolderInUseException exception)
            {
                if (DataFolder.Find(options.Data) is { } other && await Attach(new ServerAddresses(other.Grpc), cancellation) is { } attached)
                    return attached;
                var waited = Stopwatch.GetElapsedTime(began);
                if (waited > Patience)
                    throw new CommandException(ExitCode.NoServer, $"{exception.Message}, but it has not answered for {Patience.TotalSeconds:0} s");
                if (waited > Silence && !isTold)
                {
                    Notices.Tell($"{exception.Message}, but it does not answer; trying again for {(Patience - waited).TotalSeconds:0} s");
                    isTold = true;
                }

                await Task.Delay(Pause, TimeProvider.System, cancellation);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException or Portfolio.Grains.StoreException)
            {
                throw new CommandException(ExitCode.NoServer, $"no server could be started on {options.Data}: {exception.Message}");
            }
        }
    }

    /// <summary>Leaves the server; one of this process's own is stopped once others have done with it.</summary>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (hosted is null)
            return;
        var unused = hosted.Calls.Close();
        await unused.WaitAsync(OwnCallsEnd, TimeProvider.System, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!unused.IsCompleted && !cancellation.IsCancellationRequested)
            Console.Error.WriteLine("Another command still uses this server; it goes on until that is done (Ctrl-C stops it).");
        await unused.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await hosted.DisposeAsync();
    }

    static async Task<ServerConnection?> Attach(ServerAddresses addresses, CancellationToken cancellation)
    {
        var client = new PortfolioClient(addresses);
        if (await client.Attend(AnswerTime, cancellation))
            return new ServerConnection(client, null, cancellation);
        client.Dispose();
        return null;
    }
}
