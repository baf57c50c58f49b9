using Portfolio.Storage.Postgres;

namespace Portfolio.Server.Hosting;

/// <summary>How a server is set up.</summary>
public sealed record ServerOptions
{
    /// <summary>Folder of the database file and logs. Default: <c>portfolio</c> in the user's data folder.</summary>
    public string Data { get; init; } = DefaultData();

    /// <summary>
    /// Connection string of a PostgreSQL database, such as <c>Host=127.0.0.1;Database=portfolio;Username=portfolio</c>, in which several
    /// servers, each with a data folder of its own, keep everything together; empty for the embedded store. Default: PORTFOLIO_POSTGRES.
    /// </summary>
    public string Postgres { get; init; } = Environment.GetEnvironmentVariable("PORTFOLIO_POSTGRES") ?? "";

    /// <summary>Port on loopback for other silos of the cluster; 0 picks a free one.</summary>
    public int SiloPort { get; init; }

    /// <summary>Port on loopback for clients of the cluster; 0 picks a free one.</summary>
    public int GatewayPort { get; init; }

    /// <summary>Port of gRPC over HTTP/2 on loopback; 0 picks a free one.</summary>
    public int GrpcPort { get; init; }

    /// <summary>Port of browsers (HTTP/1.1: gRPC-Web and a page) on loopback; 0 picks a free one.</summary>
    public int BrowserPort { get; init; }

    /// <summary>Compute threads, 1 to 1024; as many as the machine has cores by default, since they let everybody else go first.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Days for which runs and studies that have ended are kept, up to 36,500; 0, the default, keeps them for ever. Of servers of one cluster the one that starts last decides.</summary>
    public int KeepDays { get; init; }

    /// <summary>
    /// Seconds, up to 3,600, for which a server of a cluster that is told to stop still answers, while its health already says NOT_SERVING: longer than whoever
    /// chooses between servers takes to notice. An embedded store has one server, which stops at once. Default: 5.
    /// </summary>
    public int DrainSeconds { get; init; } = 5;

    /// <summary>Logs to the console, besides the file in the data folder.</summary>
    public bool LogToConsole { get; init; }

    /// <summary>The process is the server's own: Ctrl-C and SIGTERM stop it.</summary>
    public bool OwnsProcess { get; init; }

    /// <summary>Where everything is kept, without secrets.</summary>
    internal string Store => Postgres.Length == 0 ? "the data folder" : PostgresStore.Describe(Postgres);

    /// <summary>How long it still answers once it is told to stop.</summary>
    internal TimeSpan Drain => Postgres.Length == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(DrainSeconds);

    /// <summary>Refuses what cannot be.</summary>
    public ServerOptions Checked()
    {
        foreach (var port in (int[])[GrpcPort, BrowserPort, SiloPort, GatewayPort])
        {
            if (port is < 0 or > 65535)
                throw new ArgumentException($"port {port} is not allowed; allowed: 0 to 65535");
        }

        if (Threads is < 1 or > 1024)
            throw new ArgumentException($"threads {Threads} is not allowed; allowed: 1 to 1024");
        if (KeepDays is < 0 or > 36_500)
            throw new ArgumentException($"keep days {KeepDays} is not allowed; allowed: 0 to 36500");
        if (DrainSeconds is < 0 or > 3600)
            throw new ArgumentException($"drain seconds {DrainSeconds} is not allowed; allowed: 0 to 3600");
        CheckPostgres();
        return this;
    }

    /// <summary>Refuses what is no connection string, and does not repeat it: there may be a password in it.</summary>
    void CheckPostgres()
    {
        try
        {
            _ = Store;
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException("postgres is not a connection string; allowed are such as Host=127.0.0.1;Database=portfolio;Username=portfolio", exception);
        }
    }

    static string DefaultData()
    {
        var given = Environment.GetEnvironmentVariable("PORTFOLIO_DATA");
        if (!string.IsNullOrEmpty(given))
            return given;
        var folder = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(folder.Length > 0 ? folder : Path.GetTempPath(), "portfolio");
    }
}
