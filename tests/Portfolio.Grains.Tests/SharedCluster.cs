using Portfolio.Grains.Tests;
using Portfolio.Storage.Sqlite;

[assembly: AssemblyFixture(typeof(SharedCluster))]

namespace Portfolio.Grains.Tests;

/// <summary>A cluster of two silos for all tests that do no harm to it; calls cross silos as often as not.</summary>
public sealed class SharedCluster : IAsyncLifetime
{
    readonly Scratch scratch = new();

    internal SqliteStore Store => scratch.Store;

    internal Cluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Cluster = await Cluster.Start(scratch.Store, count: 2);

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await scratch.DisposeAsync();
    }
}
