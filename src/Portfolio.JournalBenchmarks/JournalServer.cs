using Portfolio.Client;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Journals;
using Portfolio.Server.Hosting;

namespace Portfolio.JournalBenchmarks;

/// <summary>A server on a folder of its own, with one portfolio whose journals are written and read over gRPC.</summary>
sealed class JournalServer : IAsyncDisposable
{
    readonly DirectoryInfo folder;
    PortfolioServer server;

    JournalServer(DirectoryInfo folder, PortfolioServer server)
    {
        (this.folder, this.server) = (folder, server);
        Client = new PortfolioClient(server.Grpc);
    }

    /// <summary>Path of a file beside the server's, on the same disk.</summary>
    public string FileBeside => Path.Combine(folder.FullName, "beside.db");

    /// <summary>Its grains, called within its process.</summary>
    public IGrainFactory Grains => server.Grains;

    /// <summary>Its journals, written within its process.</summary>
    public ActiveJournals Journals => server.Journals;

    /// <summary>A client of the server.</summary>
    public PortfolioClient Client { get; private set; }

    /// <summary>Resource name of the portfolio.</summary>
    public string Portfolio { get; private set; } = "";

    /// <summary>Resource names of its initiatives.</summary>
    public IReadOnlyList<string> Initiatives { get; private set; } = [];

    /// <summary>Starts a server in the folder for temporary files, and creates a portfolio.</summary>
    /// <param name="initiatives">How many it has.</param>
    public static async Task<JournalServer> Start(int initiatives)
    {
        var folder = Directory.CreateTempSubdirectory("journals");
        var started = new JournalServer(folder, await Open(folder));
        var portfolio = new PortfolioDefinition { Id = "journals", Start = "2020-01", Months = new Number { Value = 120 } };
        portfolio.Initiatives.AddRange(Enumerable.Range(1, initiatives).Select(number => new Initiative
        {
            Id = $"initiative-{number}",
            Theme = "any",
            Sites = new Sites { Eligible = new Number { Value = 100 } },
        }));
        var created = await started.Client.Portfolios.CreatePortfolioAsync(new CreatePortfolioRequest { Parent = "workspaces/default", Portfolio = portfolio });
        (started.Portfolio, started.Initiatives) = (created.Name, [.. created.Initiatives.Select(initiative => initiative.Name)]);
        return started;
    }

    /// <summary>Stops the server and starts another on its folder, so that no grain is active and the runtime stays warm.</summary>
    public async Task Restart()
    {
        await Close();
        server = await Open(folder);
        Client = new PortfolioClient(server.Grpc);
    }

    /// <summary>A new client, with a connection of its own.</summary>
    public PortfolioClient NewClient() => new(server.Grpc);

    /// <summary>Where an initiative stands.</summary>
    public async Task<Belief> Belief(string initiative, string month = "") =>
        await Client.Journals.GetBeliefAsync(new GetBeliefRequest { Subject = initiative, Month = month });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Close();
        folder.Delete(recursive: true);
    }

    static Task<PortfolioServer> Open(DirectoryInfo folder) => PortfolioServer.Start(new ServerOptions { Data = folder.FullName, Threads = 1 }, CancellationToken.None);

    async Task Close()
    {
        Client.Dispose();
        await server.DisposeAsync();
    }
}
