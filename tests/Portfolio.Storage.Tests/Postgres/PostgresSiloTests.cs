using Microsoft.Extensions.DependencyInjection;
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
    public async Task Silos_OnOneDatabase_AreOneClusterAndKeepReminders()
    {
        await using var store = await PostgresStore.Open(await server.NewDatabase(), Cancellation);
        using var first = Silo(store);
        using var second = Silo(store);
        await Task.WhenAll(first.StartAsync(Cancellation), second.StartAsync(Cancellation));
        Assert.Equal(2, await store.Execute("UPDATE silos SET name = name WHERE status = 3"));

        await KeepsReminders(first.Services.GetRequiredService<IReminderTable>(), second.Services.GetRequiredService<IReminderTable>());
        await Task.WhenAll(first.StopAsync(Cancellation), second.StopAsync(Cancellation));
    }

    static async Task KeepsReminders(IReminderTable table, IReminderTable other)
    {
        var grain = GrainId.Create("run", "one");
        var entry = new ReminderEntry { GrainId = grain, ReminderName = "wake", StartAt = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc), Period = TimeSpan.FromMinutes(5) };
        var first = (await table.UpsertRow(entry))!;
        var second = (await table.UpsertRow(entry))!;
        Assert.NotEqual(first, second);

        var read = (await other.ReadRow(grain, "wake"))!;
        Assert.Equal((entry.StartAt, entry.Period, second), (read.StartAt, read.Period, read.ETag));
        Assert.Single((await other.ReadRows(grain)).Reminders);
        var hash = grain.GetUniformHashCode();
        Assert.Single((await other.ReadRows(hash - 1, hash)).Reminders);
        Assert.Empty((await other.ReadRows(hash, hash + 1)).Reminders);
        Assert.Single((await other.ReadRows(hash + 1, hash)).Reminders);
        Assert.False(await table.RemoveRow(grain, "wake", first));
        Assert.True(await table.RemoveRow(grain, "wake", second));
        Assert.Empty((await other.ReadRows(grain)).Reminders);
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
