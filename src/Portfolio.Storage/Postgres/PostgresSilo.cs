using System.Net;
using Orleans.Configuration;

namespace Portfolio.Storage.Postgres;

/// <summary>Silos that find each other through a database of PostgreSQL, with Orleans' own providers for that.</summary>
public static class PostgresSilo
{
    const string Cluster = "portfolio";

    /// <summary>Joins the cluster of all silos on the database. Silos listen on loopback only.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="store">The database.</param>
    /// <param name="siloPort">Port for other silos.</param>
    /// <param name="gatewayPort">Port for clients of the cluster.</param>
    public static ISiloBuilder UsePostgresClustering(this ISiloBuilder silo, PostgresStore store, int siloPort, int gatewayPort)
    {
        silo.UseAdoNetClustering(options => (options.Invariant, options.DataSource) = (PostgresStore.Provider, store.Source));
        silo.Configure<ClusterOptions>(options => options.ClusterId = options.ServiceId = Cluster);
        silo.Configure<ClusterMembershipOptions>(NoticeLossSoon);
        return silo.ConfigureEndpoints(IPAddress.Loopback, siloPort, gatewayPort);
    }

    /// <summary>
    /// A silo that was killed is noticed within seconds; by Orleans' own settings it takes a dozen. Where all were killed at once, new ones join once the dead have missed to say three times that they are alive.
    /// </summary>
    static void NoticeLossSoon(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(1);
        options.NumMissedProbesLimit = 3;
        options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(2);
        options.TableRefreshTimeout = TimeSpan.FromSeconds(10);
    }
}
