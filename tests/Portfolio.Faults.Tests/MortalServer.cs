using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Portfolio.Client;
using Portfolio.Server.Tests.Hosting;

namespace Portfolio.Faults.Tests;

/// <summary>A server process that is killed again and again, each time followed by another on the same data folder and port.</summary>
sealed class MortalServer : IAsyncDisposable
{
    /// <summary>The port that was tried last. Each is tried once: tests run side by side, and a server that is down for a moment must find its own again.</summary>
    static int lastPort = 20_000 + (Environment.ProcessId % 1_000 * 10);

    readonly Func<int, Task<ServerProcess>> start;
    ServerProcess process;
    TaskCompletionSource up = new(TaskCreationOptions.RunContinuationsAsynchronously);

    MortalServer(Func<int, Task<ServerProcess>> start, ServerProcess process)
    {
        (this.start, this.process) = (start, process);
        Client = new PortfolioClient(process.Grpc);
        up.SetResult();
    }

    /// <summary>A client of whichever process lives.</summary>
    public PortfolioClient Client { get; }

    /// <summary>Starts the first process.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="program">The program's project; the server itself without one.</param>
    /// <param name="others">Its arguments besides.</param>
    public static async Task<MortalServer> Start(string data, string program = ServerProcess.Server, params string[] others)
    {
        Task<ServerProcess> Start(int port) => ServerProcess.Start(program, data, port, others);
        return new MortalServer(Start, await Start(FreePort()));
    }

    /// <summary>Whether a call ended because the process did: what came of it is not known, and it is to be made again.</summary>
    public static bool IsLoss(RpcException exception) => exception.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Cancelled;

    /// <summary>Ends once a process lives.</summary>
    public Task WhenUp(CancellationToken cancellation) => up.Task.WaitAsync(cancellation);

    /// <summary>Kills the process, whatever it is doing, and starts the next.</summary>
    public async Task KillAndRestart()
    {
        await Kill();
        await Restart();
    }

    /// <summary>Kills the process, whatever it is doing.</summary>
    public async Task Kill()
    {
        up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await process.Kill();
        process.Dispose();
    }

    /// <summary>Starts the next process, after one was killed.</summary>
    public async Task Restart()
    {
        process = await start(Client.Addresses.All[0].Port);
        up.SetResult();
    }

    /// <summary>
    /// A port below those that systems give to whoever connects: while no server listens at one of those, a client that tries to reach it can be given it, and the next server not.
    /// </summary>
    static int FreePort()
    {
        while (true)
        {
            var port = Interlocked.Increment(ref lastPort);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else has it; the next one, then.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!up.Task.IsCompleted)
            return;
        await process.Kill();
        process.Dispose();
    }
}
