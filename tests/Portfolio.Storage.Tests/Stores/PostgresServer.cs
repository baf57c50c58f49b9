using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Portfolio.Tests;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Portfolio.Tests;

/// <summary>A real PostgreSQL on loopback with a folder of its own: started by the first test that needs it, stopped after the last.</summary>
/// <remarks>
/// Where it is not installed, tests that need it are skipped with the reason, or fail if <c>PORTFOLIO_TESTS_POSTGRES=required</c>, so
/// that nobody who means to test it goes without noticing. It refuses to run as root and is then run as the user postgres.
/// </remarks>
public sealed class PostgresServer : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly SemaphoreSlim gate = new(1);
    readonly int port = FreePort();
    DirectoryInfo? folder;
    Process? process;

    /// <summary>Path of one of PostgreSQL's programs.</summary>
    /// <exception cref="Xunit.Sdk.SkipException">It is not installed.</exception>
    public static string Program(string name)
    {
        var found = Folders().Select(each => Path.Combine(each, name)).FirstOrDefault(File.Exists);
        if (found is null && Environment.GetEnvironmentVariable("PORTFOLIO_TESTS_POSTGRES") == "required")
            Assert.Fail("PostgreSQL is not installed, but these tests are required (PORTFOLIO_TESTS_POSTGRES)");
        Assert.SkipWhen(found is null, "PostgreSQL is not installed (Debian: apt-get install postgresql)");
        return found!;
    }

    /// <summary>Makes an empty database. It goes with the server: to drop one takes longer than a test.</summary>
    /// <returns>How to connect to it.</returns>
    public async Task<string> NewDatabase()
    {
        await Start();
        var name = $"t{Guid.NewGuid():N}";
        await Execute($"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' STRATEGY wal_log");
        return To(name);
    }

    /// <summary>Makes an empty database whose tables are on a disk that a test may fill; the log of what is changed stays elsewhere, or a full disk would end the server.</summary>
    /// <returns>How to connect to it.</returns>
    public async Task<string> NewDatabase(SmallDisk disk)
    {
        await Start();
        var place = Directory.CreateDirectory(Path.Combine(disk.Folder, "tables"));
        await Give(place);
        var name = $"t{Guid.NewGuid():N}";
        await Execute($"CREATE TABLESPACE {name} LOCATION '{place.FullName}'");
        await Execute($"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' STRATEGY wal_log TABLESPACE {name}");
        return To(name);
    }

    /// <summary>Starts the server, if it does not run.</summary>
    public async Task Start()
    {
        await gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await Initialize();
            process ??= Run("postgres", "-D", folder!.FullName, "-p", Port, "-k", "", "-c", "listen_addresses=127.0.0.1");
            await Answers();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Stops the server as its administrator would: whoever uses it is cut off.</summary>
    public async Task Stop()
    {
        const string interrupt = "INT";
        if (process is null)
            return;
        using var kill = Process.Start("kill", ["-s", interrupt, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        folder?.Delete(recursive: true);
        gate.Dispose();
    }

    string Port => port.ToString(CultureInfo.InvariantCulture);

    string To(string database) => $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database};Pooling=true";

    async Task Initialize()
    {
        if (folder is not null)
            return;
        Program("initdb");
        folder = Directory.CreateTempSubdirectory("postgres");
        await Give(folder);
        await Finished(Run("initdb", "--pgdata", folder.FullName, "--username", "postgres", "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync"));
    }

    /// <summary>Makes a folder the server's.</summary>
    static async Task Give(DirectoryInfo folder)
    {
        if (Environment.IsPrivilegedProcess)
            await Finished(Process.Start("chown", ["postgres", folder.FullName]));
    }

    async Task Answers()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (!await IsReady())
        {
            Assert.False(process!.HasExited, "PostgreSQL has ended at its start");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }

    async Task<bool> IsReady()
    {
        try
        {
            await Execute("SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection($"{To("postgres")};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    static Process Run(string program, params string[] arguments)
    {
        var path = Program(program);
        var start = Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
        start.RedirectStandardError = start.RedirectStandardOutput = true;
        start.WorkingDirectory = Path.GetTempPath();
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return process;
    }

    static async Task Finished(Process process)
    {
        using (process)
        {
            await process.WaitForExitAsync();
            Assert.Equal(0, process.ExitCode);
        }
    }

    static IEnumerable<string> Folders()
    {
        const string debian = "/usr/lib/postgresql";
        var installed = Directory.Exists(debian) ? Directory.GetDirectories(debian).Order(StringComparer.Ordinal).Reverse().Select(version => Path.Combine(version, "bin")) : [];
        return installed.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
