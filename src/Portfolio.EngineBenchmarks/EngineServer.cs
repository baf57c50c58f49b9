using System.Diagnostics;
using Portfolio.Client;
using Portfolio.Contracts.V1;
using State = Portfolio.Contracts.V1.Run.Types.State;

namespace Portfolio.EngineBenchmarks;

/// <summary>A server in a process of its own, so that its processor time and memory are nobody else's, on a folder of its own.</summary>
sealed class EngineServer : IAsyncDisposable
{
    /// <summary>The workspace of all that is measured.</summary>
    public const string Workspace = "workspaces/default";

    const string AddressLine = "gRPC (HTTP/2):";

    readonly DirectoryInfo folder;
    readonly Process process;

    EngineServer(DirectoryInfo folder, Process process, Uri grpc) => (this.folder, this.process, Grpc, Client) = (folder, process, grpc, new PortfolioClient(grpc));

    /// <summary>Where it is.</summary>
    public Uri Grpc { get; }

    /// <summary>A client of it.</summary>
    public PortfolioClient Client { get; }

    /// <summary>Processor time that it has used.</summary>
    public TimeSpan ProcessorTime => Now.TotalProcessorTime;

    /// <summary>Bytes of memory that it holds.</summary>
    public long Memory => Now.WorkingSet64;

    Process Now
    {
        get
        {
            process.Refresh();
            return process;
        }
    }

    /// <summary>Starts one that lies beside this program.</summary>
    /// <param name="threads">Compute threads.</param>
    /// <param name="postgres">Connection string of a database that it shares with others; empty for a store of its own.</param>
    public static async Task<EngineServer> Start(int threads, string postgres = "")
    {
        var folder = Directory.CreateTempSubdirectory("engine");
        var program = Path.Combine(AppContext.BaseDirectory, "portfolio-server");
        var process = Process.Start(new ProcessStartInfo(program, [$"--Data={folder.FullName}", $"--Threads={threads}", $"--Postgres={postgres}"]) { RedirectStandardOutput = true })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith(AddressLine, StringComparison.Ordinal))
                continue;
            _ = process.StandardOutput.ReadToEndAsync();
            return new EngineServer(folder, process, new Uri(line[AddressLine.Length..].Trim()));
        }

        throw new InvalidOperationException("the server ended before it said where it is");
    }

    /// <summary>Writes a portfolio to it.</summary>
    /// <returns>The portfolio's resource name.</returns>
    public async Task<string> Add(PortfolioDefinition portfolio) =>
        (await Client.Portfolios.CreatePortfolioAsync(new CreatePortfolioRequest { Parent = Workspace, Portfolio = portfolio })).Name;

    /// <summary>Starts a run of the default outputs.</summary>
    public async Task<Run> Begin(string portfolio, int replications, ulong seed, bool keepOutcomes = false) => await Client.Runs.CreateRunAsync(new CreateRunRequest
    {
        Parent = Workspace,
        Run = new Run { Portfolio = portfolio, Replications = replications, Seed = seed, KeepOutcomes = keepOutcomes },
    });

    /// <summary>Has a run computed, watches it to its end and deletes it, so that runs of before take up no memory.</summary>
    /// <param name="portfolio">Resource name of the portfolio.</param>
    /// <param name="replications">How many.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="see">Sees each frame.</param>
    /// <param name="keepOutcomes">Whether the outcomes of single replications are kept.</param>
    public async Task Complete(string portfolio, int replications, ulong seed, Action<RunFrame>? see = null, bool keepOutcomes = false)
    {
        var run = await Begin(portfolio, replications, seed, keepOutcomes);
        await foreach (var frame in Client.Watch(run.Name, null, CancellationToken.None))
        {
            see?.Invoke(frame);
            run = frame.Ended ?? run;
        }

        if (run.State != State.Succeeded || run.ReplicationsDone != replications)
            throw new InvalidOperationException($"{run.Name} is {run.State} after {run.ReplicationsDone} of {replications} replications");
        await Delete(run.Name);
    }

    /// <summary>Deletes a run that has ended.</summary>
    public async Task Delete(string run) => await Client.Runs.DeleteRunAsync(new DeleteRunRequest { Name = run });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Delete(recursive: true);
    }
}
