using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portfolio.Storage.Postgres;
using Portfolio.Tests;

namespace Portfolio.Storage.Tests.Postgres;

/// <summary>Orleans' providers do with the project's own tables and statements.</summary>
public sealed class PostgresSiloTests(PostgresServer server)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silos_OnOneDatabase_AreOneCluster()
    {
        await using var store = await PostgresStore.Open(await server.NewDatabase(), Cancellation);
        using var first = Silo(store);
        using var second = Silo(store);
        await Task.WhenAll(first.StartAsync(Cancellation), second.StartAsync(Cancellation));
        Assert.Equal(2, await store.Execute("UPDATE silos SET name = name WHERE status = 3"));
        await Task.WhenAll(first.StopAsync(Cancellation), second.StopAsync(Cancellation));
    }

    static IHost Silo(PostgresStore store)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => silo.UsePostgresClustering(store, FreePort(), FreePort()));
        return builder.Build();
    }

    static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
