using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Portfolio.Grains;
using Portfolio.Grains.Journals;
using Portfolio.Grains.Runs;
using Portfolio.Storage.Postgres;
using Portfolio.Storage.Sqlite;

namespace Portfolio.Storage;

/// <summary>Adds storage to a silo.</summary>
public static class StorageServices
{
    /// <summary>Keeps everything in one SQLite file.</summary>
    public static IServiceCollection AddSqliteStorage(this IServiceCollection services, SqliteStore store)
    {
        services.AddSingleton(store);
        services.AddSingleton(store.Turns);
        services.AddSingleton<IStoredNames, SqliteNames>();
        services.AddSingleton<IOutcomeBlocks, SqliteOutcomeBlocks>();
        services.AddSingleton<IShardLog, SqliteShardLog>();
        services.AddSingleton<IJournalRows, SqliteJournalRows>();
        services.AddSingleton<IStoreCare, SqliteCare>();
        services.AddKeyedSingleton<IGrainStorage>(StateNames.Provider, (_, _) => new SqliteGrainStorage(store));
        return services;
    }

    /// <summary>Reminds grains of what they asked for, by a SQLite file.</summary>
    public static IServiceCollection AddSqliteReminders(this IServiceCollection services, SqliteStore store)
    {
        services.AddReminders();
        return services.AddSingleton<IReminderTable>(new SqliteReminderTable(store));
    }

    /// <summary>Keeps everything in a database of PostgreSQL, which several silos share.</summary>
    public static IServiceCollection AddPostgresStorage(this IServiceCollection services, PostgresStore store)
    {
        services.AddSingleton(store);
        services.AddSingleton<CommitTurns>();
        services.AddSingleton<IStoredNames, PostgresNames>();
        services.AddSingleton<IOutcomeBlocks, PostgresOutcomeBlocks>();
        services.AddSingleton<IShardLog, PostgresShardLog>();
        services.AddSingleton<IJournalRows, PostgresJournalRows>();
        services.AddSingleton<IStoreCare, PostgresCare>();
        return services.AddGrainStates(store);
    }

    /// <summary>Reminds grains of what they asked for, by Orleans' own table of PostgreSQL.</summary>
    public static IServiceCollection AddPostgresReminders(this IServiceCollection services, PostgresStore store) => services.UseAdoNetReminderService(
        options => options.Configure(each => (each.Invariant, each.DataSource) = (PostgresStore.Provider, store.Source)));

    /// <summary>Orleans' provider of grain state; the silo's lifecycle starts it, and grains find it behind <see cref="PostgresGrainStorage"/>.</summary>
    static IServiceCollection AddGrainStates(this IServiceCollection services, PostgresStore store)
    {
        const string provider = $"{StateNames.Provider} of Orleans";
        services.AddAdoNetGrainStorage(provider, options =>
        {
            (options.Invariant, options.DataSource) = (PostgresStore.Provider, store.Source);
            (options.GrainStorageSerializer, options.DeleteStateOnClear) = (new MessageSerializer(), true);
        });
        return services.AddKeyedSingleton<IGrainStorage>(
            StateNames.Provider, (all, _) => new PostgresGrainStorage(store, all.GetRequiredKeyedService<IGrainStorage>(provider)));
    }
}
