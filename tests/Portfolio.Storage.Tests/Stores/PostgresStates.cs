using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Serialization;
using Orleans.Storage;
using Portfolio.Grains;
using Portfolio.Storage.Postgres;

namespace Portfolio.Storage.Tests.Stores;

/// <summary>Grain state in PostgreSQL as a silo sets it up.</summary>
static class PostgresStates
{
    /// <summary>What a silo's grains find.</summary>
    public static async Task<IGrainStorage> Over(PostgresStore store)
    {
        var services = new ServiceCollection().AddLogging().AddSerializer().AddPostgresStorage(store).BuildServiceProvider();
        var lifecycle = new SiloLifecycleSubject(NullLogger<SiloLifecycleSubject>.Instance);
        foreach (var participant in services.GetServices<ILifecycleParticipant<ISiloLifecycle>>())
            participant.Participate(lifecycle);
        await lifecycle.OnStart(TestContext.Current.CancellationToken);
        return services.GetRequiredKeyedService<IGrainStorage>(StateNames.Provider);
    }
}
