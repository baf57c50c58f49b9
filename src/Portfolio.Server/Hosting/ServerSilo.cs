using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Portfolio.Grains;
using Portfolio.Grains.Computing;
using Portfolio.Storage;
using Portfolio.Storage.Postgres;
using Portfolio.Storage.Sqlite;

namespace Portfolio.Server.Hosting;

/// <summary>A server's silo, and the store it keeps everything in: alone on an embedded one, or with others on PostgreSQL.</summary>
static class ServerSilo
{
    const string Cluster = "portfolio";

    /// <summary>Opens the store that the options name.</summary>
    public static async Task<IAsyncDisposable> OpenStore(ServerOptions options, DataFolder folder, CancellationToken cancellation)
    {
        if (options.Postgres.Length > 0)
            return await PostgresStore.Open(options.Postgres, cancellation);

        // A sync holds one of the pool's threads; on a single core it would have no other.
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, 2), ports);
        return new SqliteStore(folder.Database);
    }

    /// <summary>Adds the silo.</summary>
    public static void Add(WebApplicationBuilder builder, ServerOptions options, IAsyncDisposable store)
    {
        builder.Services.AddPortfolioGrains(new ComputeOptions { Threads = options.Threads });
        var (silo, gateway) = Ports(options);
        if (store is PostgresStore shared)
        {
            builder.Services.AddPostgresStorage(shared).AddPostgresReminders(shared);
            builder.Host.UseOrleans(orleans => orleans.UsePostgresClustering(shared, silo, gateway));
        }
        else
        {
            var own = (SqliteStore)store;
            builder.Services.AddSqliteStorage(own).AddSqliteReminders(own);
            builder.Host.UseOrleans(orleans => orleans.UseLocalhostClustering(silo, gateway, serviceId: Cluster, clusterId: Cluster));
        }

        builder.Services.AddHostedService<UnfinishedWork>();
        builder.Services.AddSingleton(options);
        builder.Services.AddHostedService<RetentionSetting>();
    }

    /// <summary>Whether a server did not start because somebody else listens at one of its ports.</summary>
    public static bool IsPortTaken(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
                return true;
        }

        return false;
    }

    /// <summary>The silo's ports; free ones where none were given. Both are held until both are known.</summary>
    static (int Silo, int Gateway) Ports(ServerOptions options)
    {
        using var silo = new TcpListener(IPAddress.Loopback, options.SiloPort);
        using var gateway = new TcpListener(IPAddress.Loopback, options.GatewayPort);
        silo.Start();
        gateway.Start();
        return (((IPEndPoint)silo.LocalEndpoint).Port, ((IPEndPoint)gateway.LocalEndpoint).Port);
    }
}
