using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Core.Internal;
using Orleans.Runtime.Placement;
using Orleans.TestingHost;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Computing;
using Portfolio.Grains.Journals;
using Portfolio.Grains.Runs;
using Portfolio.Grains.Serialization;
using Portfolio.Model.Simulation;
using Portfolio.Storage;
using Portfolio.Storage.Sqlite;

namespace Portfolio.Grains.Tests;

/// <summary>Silos in this process that share one database file, as the server sets them up.</summary>
sealed class Cluster : IAsyncDisposable
{
    readonly InProcessTestCluster silos;
    readonly ConcurrentDictionary<string, Gate> storing;

    Cluster(InProcessTestCluster silos, ConcurrentDictionary<string, Gate> storing) => (this.silos, this.storing) = (silos, storing);

    /// <summary>The silos.</summary>
    public IReadOnlyList<InProcessSiloHandle> Silos => silos.Silos;

    /// <summary>The grains.</summary>
    public IGrainFactory Grains => silos.Client;

    /// <summary>Starts silos on a store.</summary>
    /// <param name="store">The store they share.</param>
    /// <param name="count">How many silos.</param>
    /// <param name="threads">Compute threads of each.</param>
    /// <param name="computing">Holds back what is computed.</param>
    /// <param name="rows">Keeps the journals' rows; the store without it.</param>
    /// <param name="time">The clock; the real one without it.</param>
    /// <param name="care">Looks after the store; its own care without it.</param>
    /// <param name="kernel">Computes; the plain one behind the gate without it.</param>
    /// <param name="calls">Sees every call of a grain.</param>
    public static async Task<Cluster> Start(
        SqliteStore store,
        short count = 1,
        int threads = 1,
        Gate? computing = null,
        IJournalRows? rows = null,
        TimeProvider? time = null,
        IStoreCare? care = null,
        IKernel? kernel = null,
        IIncomingGrainCallFilter? calls = null)
    {
        var storing = new ConcurrentDictionary<string, Gate>();
        var builder = new InProcessTestClusterBuilder(count);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureHost(host => host.Logging.ClearProviders());
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSqliteStorage(store).AddSqliteReminders(store).AddPortfolioGrains(new ComputeOptions { Threads = threads });
            silo.Services.AddSingleton<IOutcomeBlocks>(new GatedRows(new SqliteOutcomeBlocks(store), run => storing.GetOrAdd(run, _ => new Gate())));
            silo.Services.AddSingleton(kernel ?? new GatedKernel(computing ?? new Gate()));
            silo.Services.AddSingleton(rows ?? new SqliteJournalRows(store));
            silo.Services.AddSingleton(time ?? TimeProvider.System);
            silo.Services.AddSingleton(care ?? new SqliteCare(store));
            silo.Configure<ClusterMembershipOptions>(NoticeLossSoon);
            if (calls is not null)
                silo.AddIncomingGrainCallFilter(calls);
        });
        builder.ConfigureClient(client => client.Services.AddPortfolioCodecs());
        var silos = builder.Build();
        await silos.DeployAsync();
        return new Cluster(silos, storing);
    }

    /// <summary>A service of the first silo.</summary>
    public T Service<T>()
        where T : notnull => Silos[0].ServiceProvider.GetRequiredService<T>();

    /// <summary>A run's grain.</summary>
    public IRunGrain Run(string name) => Grains.GetGrain<IRunGrain>(name);

    /// <summary>A journal's grain.</summary>
    public IJournalGrain Journal(string name) => Grains.GetGrain<IJournalGrain>(name);

    /// <summary>Creates a run.</summary>
    /// <param name="run">What to run.</param>
    /// <param name="name">Its name; one that nobody else uses without it.</param>
    /// <param name="storing">Holds back what is stored and merged of a run, which then keeps its outcomes.</param>
    public async Task<IRunGrain> Create(Run run, string? name = null, Gate? storing = null)
    {
        name ??= Some.RunName();
        this.storing[name] = storing ?? new Gate();
        var grain = Run(name);
        run.KeepOutcomes |= storing is not null;
        await grain.Create(run, Some.Plan());
        return grain;
    }

    /// <summary>The silo on which a grain lives.</summary>
    public async Task<InProcessSiloHandle> Home(IAddressable grain)
    {
        var address = await Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(grain);
        return Silos.Single(silo => silo.SiloAddress.Equals(address));
    }

    /// <summary>Has a grain move from its silo to another one, as it does where its silo stops.</summary>
    public async Task Move(IAddressable grain)
    {
        var home = await Home(grain);
        RequestContext.Set(IPlacementDirector.PlacementHintKey, Silos.First(silo => silo != home).SiloAddress);
        await grain.AsReference<IGrainManagementExtension>().MigrateOnIdle();
        RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        while (await Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(grain) is var address && (address is null || address.Equals(home.SiloAddress)))
            await Task.Yield();
    }

    /// <summary>Stops a silo without any goodbye.</summary>
    public Task Kill(InProcessSiloHandle silo) => silos.KillSiloAsync(silo);

    /// <summary>Stops all silos in good order.</summary>
    public async ValueTask DisposeAsync()
    {
        await silos.StopAllSilosAsync();
        await silos.DisposeAsync();
    }

    static void NoticeLossSoon(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromMilliseconds(500);
        options.NumMissedProbesLimit = 2;
        options.TableRefreshTimeout = TimeSpan.FromSeconds(1);
        options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(1);
    }
}
