using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Serialization;
using Orleans.Storage;
using Portfolio.Grains;
using Portfolio.Storage.Postgres;

namespace Portfolio.Storage.Tests.Stores;

/// <summary>Orleans' providers on PostgreSQL, as a silo sets them up.</summary>
static class PostgresProviders
{
    /// <summary>Grain state, as a silo's grains find it.</summary>
    public static async Task<IGrainStorage> States(PostgresStore store)
    {
        var services = new ServiceCollection().AddLogging().AddSerializer().AddPostgresStorage(store).BuildServiceProvider();
        var lifecycle = new SiloLifecycleSubject(NullLogger<SiloLifecycleSubject>.Instance);
        foreach (var participant in services.GetServices<ILifecycleParticipant<ISiloLifecycle>>())
            participant.Participate(lifecycle);
        await lifecycle.OnStart(TestContext.Current.CancellationToken);
        return services.GetRequiredKeyedService<IGrainStorage>(StateNames.Provider);
    }

    /// <summary>Reminders.</summary>
    public static async Task<IReminderTable> Reminders(PostgresStore store)
    {
        var services = new ServiceCollection().AddLogging().AddSerializer().AddPostgresReminders(store).BuildServiceProvider();
        var reminders = services.GetRequiredService<IReminderTable>();
        await reminders.StartAsync(TestContext.Current.CancellationToken);
        return reminders;
    }
}
