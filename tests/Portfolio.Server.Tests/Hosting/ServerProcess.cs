using System.Diagnostics;

namespace Portfolio.Server.Tests.Hosting;

/// <summary>A real server process, which a test may kill.</summary>
sealed class ServerProcess : IDisposable
{
    /// <summary>The server's own program.</summary>
    public const string Server = "Portfolio.Server";

    readonly Process process;

    ServerProcess(Process process, Uri grpc) => (this.process, Grpc) = (process, grpc);

    /// <summary>Address of gRPC.</summary>
    public Uri Grpc { get; }

    /// <summary>Starts the built server and waits until it says where it is.</summary>
    public static Task<ServerProcess> Start(string data, int grpcPort = 0, params string[] others) => Start(Server, data, grpcPort, others);

    /// <summary>Starts a built program that hosts a server, and waits until it says where it is.</summary>
    public static async Task<ServerProcess> Start(string program, string data, int grpcPort, string[] others)
    {
        var process = Process.Start(new ProcessStartInfo(Executable(program), [$"--Data={data}", $"--GrpcPort={grpcPort}", "--Threads=1", .. others]) { RedirectStandardOutput = true })!;
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (!line.StartsWith("gRPC (HTTP/2):", StringComparison.Ordinal))
                continue;
            var grpc = new Uri(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1]);
            _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            return new ServerProcess(process, grpc);
        }

        throw new InvalidOperationException("the server process ended before it said where it is");
    }

    /// <summary>Starts the built server, which cannot run, and waits until it has ended.</summary>
    /// <returns>Its exit code and all it printed.</returns>
    public static async Task<(int Code, string Printed)> Fail(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Executable(Server), arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var printed = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, string.Concat(printed));
    }

    /// <summary>Processor time that it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>SIGKILL: no goodbye, no flush.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGTERM: tells it to stop.</summary>
    public async Task Tell()
    {
        using var kill = Process.Start("kill", ["-s", "TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Stops it as its administrator would.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Stop()
    {
        await Tell();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    /// <summary>A program's executable, next to the tests among the artifacts and of the same configuration.</summary>
    /// <param name="project">The program's project.</param>
    /// <param name="program">The program's name.</param>
    public static string Executable(string project, string program)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(configuration.Parent!.Parent!.FullName, project, configuration.Name, program);
    }

    static string Executable(string project) => Executable(project, project == Server ? "portfolio-server" : project);
}
