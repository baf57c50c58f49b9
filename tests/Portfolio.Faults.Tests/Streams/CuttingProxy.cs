using System.Net;
using System.Net.Sockets;

namespace Portfolio.Faults.Tests.Streams;

/// <summary>Stands between clients and a server, and cuts each connection after a number of bytes that chance decides: at once, in the middle of a frame, or after many of them.</summary>
sealed class CuttingProxy : IAsyncDisposable
{
    const int OneInSoManyIsCutEarly = 8;
    const int EarlyLog2 = 11;
    const int LateLog2 = 17;

    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource closing = new();
    readonly int server;
    readonly Random random;
    readonly Moments cut;
    readonly Task accepting;

    /// <summary>Opens it.</summary>
    /// <param name="server">Port of the server on loopback.</param>
    /// <param name="random">Says how many bytes from the server each connection carries.</param>
    /// <param name="cut">Counts the cuts.</param>
    public CuttingProxy(int server, Random random, Moments cut)
    {
        (this.server, this.random, this.cut) = (server, random, cut);
        listener.Start();
        accepting = Accept();
    }

    /// <summary>Where clients find it.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await accepting;
        listener.Dispose();
        closing.Dispose();
    }

    async Task Accept()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync(closing.Token);
                connections.Add(Carry(client, NextBytes()));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    /// <summary>Some connections hardly begin; most carry a few frames, and some carry many.</summary>
    int NextBytes() => random.Next(OneInSoManyIsCutEarly) == 0
        ? random.Next(1 << EarlyLog2)
        : (int)Math.Pow(2, EarlyLog2 + (random.NextDouble() * (LateLog2 - EarlyLog2)));

    async Task Carry(Socket client, int bytes)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(closing.Token);
        using var there = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using (client)
        {
            // Closed like this, both ends see a connection that is reset.
            client.LingerState = there.LingerState = new LingerOption(enable: true, seconds: 0);
            try
            {
                await there.ConnectAsync(IPAddress.Loopback, server, end.Token);
                var asking = Copy(client, there, long.MaxValue, end.Token);
                var answering = Copy(there, client, bytes, end.Token);
                if (await await Task.WhenAny(asking, answering))
                    cut.Count();
                await end.CancelAsync();
                await Task.WhenAny(Task.WhenAll(asking, answering));
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                // One of the two ends has gone by itself.
            }
        }
    }

    /// <summary>Copies what comes.</summary>
    /// <returns>Whether it left off because it had copied so many bytes.</returns>
    static async Task<bool> Copy(Socket from, Socket to, long bytes, CancellationToken cancellation)
    {
        var buffer = new byte[4096];
        while (bytes > 0)
        {
            var read = await from.ReceiveAsync(buffer.AsMemory(0, (int)Math.Min(bytes, buffer.Length)), cancellation);
            if (read == 0)
                return false;
            await to.SendAsync(buffer.AsMemory(0, read), cancellation);
            bytes -= read;
        }

        return true;
    }
}
