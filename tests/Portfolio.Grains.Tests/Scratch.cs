using Portfolio.Storage.Sqlite;

namespace Portfolio.Grains.Tests;

/// <summary>A store on a file of its own.</summary>
public sealed class Scratch : IAsyncDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("grains");

    /// <summary>Opens the store.</summary>
    public Scratch() => Store = new SqliteStore(Path.Combine(folder.FullName, "portfolio.db"));

    /// <summary>The store.</summary>
    public SqliteStore Store { get; }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
