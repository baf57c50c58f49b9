using Portfolio.Server.Hosting;

namespace Portfolio.Server.Tests;

/// <summary>A data folder of its own.</summary>
sealed class Scratch : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("server");

    /// <summary>Its path.</summary>
    public string Path => folder.FullName;

    /// <summary>Starts a server on it.</summary>
    public Task<PortfolioServer> Start(int grpcPort = 0) =>
        PortfolioServer.Start(new ServerOptions { Data = Path, GrpcPort = grpcPort, Threads = 1 }, TestContext.Current.CancellationToken);

    public void Dispose() => folder.Delete(recursive: true);
}
