using Portfolio.Client;
using Portfolio.Server.Hosting;
using Portfolio.Server.Tests;

[assembly: AssemblyFixture(typeof(SharedServer))]

namespace Portfolio.Server.Tests;

/// <summary>A server for all tests that do no harm to it.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    /// <summary>Replications that take long enough for a test to interfere.</summary>
    internal const int Long = 3000;

    readonly Scratch scratch = new();
    readonly Lazy<Task<string>> undisturbed;

    public SharedServer() => undisturbed = new(FindDigest);

    /// <summary>The digest of a long run of <see cref="Some.Portfolio"/> where nothing happens to it.</summary>
    internal Task<string> UndisturbedDigest => undisturbed.Value;

    internal PortfolioServer Server { get; private set; } = null!;

    internal PortfolioClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await scratch.Start();
        Client = new PortfolioClient(Server.Grpc);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        scratch.Dispose();
    }

    async Task<string> FindDigest() => (await Client.End((await Client.Start(Some.Run((await Client.Create()).Name, Long))).Name)).Digest;
}
