using Portfolio.Client;
using Portfolio.Server.Tests.Hosting;

namespace Portfolio.Faults.Tests.Cluster;

/// <summary>Three server processes on one PostgreSQL, each of which may be killed or stopped, and is followed by another at the same address.</summary>
sealed class MortalCluster : IAsyncDisposable
{
    /// <summary>Number of servers.</summary>
    public const int Size = 3;

    /// <summary>How long who watches at one server only waits for it: it may be killed again as soon as it is there.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    readonly string folder;
    readonly string[] options;
    readonly Task<ServerProcess>[] servers;

    MortalCluster(string folder, string[] options, ServerProcess[] started)
    {
        (this.folder, this.options) = (folder, options);
        servers = [.. started.Select(Task.FromResult)];
        Addresses = new ServerAddresses([.. started.Select(server => server.Grpc)]);
        Client = new PortfolioClient(Addresses);
    }

    /// <summary>Where the servers are, whichever process is behind an address.</summary>
    public ServerAddresses Addresses { get; }

    /// <summary>A client of all servers.</summary>
    public PortfolioClient Client { get; }

    /// <summary>What clients saw: the moments of faults are counted in it.</summary>
    public Moments News { get; } = new();

    /// <summary>Starts all three.</summary>
    public static async Task<MortalCluster> Start(string folder, string database)
    {
        string[] options = [$"--Postgres={database}", "--DrainSeconds=1"];
        var started = await Task.WhenAll(Enumerable.Range(0, Size).Select(number => ServerProcess.Start(Folder(folder, number), 0, options)));
        return new MortalCluster(folder, options, started);
    }

    /// <summary>Two clients that are never at the same server: one keeps to one server, and waits where that is killed; the other goes to whichever of the others lives.</summary>
    public (PortfolioClient One, PortfolioClient Others) Apart(int number)
    {
        var one = Addresses.All[number % Size];
        return (new(one, new ClientOptions { Patience = Patience }), new(new ServerAddresses([.. Addresses.All.Where(other => other != one)])));
    }

    /// <summary>Kills some servers at once, whatever they are doing. Others follow them, and others yet may be killed before these are there.</summary>
    public async Task Kill(params int[] numbers)
    {
        var victims = await Task.WhenAll(numbers.Select(number => servers[number]));
        await Task.WhenAll(victims.Select(victim => victim.Kill()));
        foreach (var number in numbers)
            servers[number] = Follow(number, servers[number].Result);
    }

    /// <summary>Stops a server as its administrator would, and starts it again.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Restart(int number)
    {
        var server = await servers[number];
        var code = await server.Stop();
        servers[number] = Follow(number, server);
        await servers[number];
        return code;
    }

    /// <summary>Ends once every server is there.</summary>
    public Task WhenUp() => Task.WhenAll(servers);

    /// <summary>Processor time that each server has used.</summary>
    public async Task<TimeSpan[]> ProcessorTimes() => [.. (await Task.WhenAll(servers)).Select(server => server.ProcessorTime)];

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        foreach (var server in servers)
        {
            await Task.WhenAny(server);
            if (server.IsCompletedSuccessfully)
                server.Result.Dispose();
        }
    }

    Task<ServerProcess> Follow(int number, ServerProcess dead)
    {
        var port = dead.Grpc.Port;
        dead.Dispose();
        return ServerProcess.Start(Folder(folder, number), port, options);
    }

    static string Folder(string folder, int number) => Path.Combine(folder, $"server-{number}");
}
