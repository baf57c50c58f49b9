using System.Diagnostics;
using Portfolio.Server.Tests.Hosting;

namespace Portfolio.Cli.Tests;

/// <summary>What a command came to.</summary>
/// <param name="Code">Exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
public sealed record CommandResult(int Code, string Output, string Errors);

/// <summary>The built program as its user has it, precompiled in Release: a process of its own, a data folder of its own.</summary>
public sealed class PortfolioProgram : IDisposable
{
    static readonly string Executable = ServerProcess.Executable("Portfolio.Cli", "portfolio");

    readonly string folder = Directory.CreateTempSubdirectory("portfolio-cli-").FullName;
    ServerProcess? server;

    /// <summary>The repository's top folder.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>A path in the program's folder.</summary>
    public string this[string name] => Path.Combine(folder, name);

    /// <summary>The data folder.</summary>
    public string Data => this["data"];

    /// <summary>Writes a file into the program's folder.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    /// <summary>Starts a server on the data folder: commands attach to it, and none has to start one of its own.</summary>
    public async Task Serve() => server = await ServerProcess.Start(Data);

    /// <summary>Stops that server.</summary>
    public Task StopServing() => server!.Stop();

    /// <summary>Runs a command to its end.</summary>
    public async Task<CommandResult> Run(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CommandResult(process.ExitCode, await output, await errors);
    }

    /// <summary>Runs a line of a shell, in which the program is <c>$0</c>, to its end.</summary>
    public async Task<CommandResult> Shell(string line)
    {
        using var process = Start("/bin/sh", ["-c", line, Executable]);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CommandResult(process.ExitCode, output, await errors);
    }

    /// <summary>Starts a command.</summary>
    public Process Start(params string[] arguments) => Start(Executable, arguments);

    Process Start(string executable, string[] arguments)
    {
        var start = new ProcessStartInfo(executable, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder,
        };
        start.Environment["PORTFOLIO_DATA"] = Data;
        return Process.Start(start)!;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        server?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    static string Find(string from) => File.Exists(Path.Combine(from, "Portfolio.sln")) ? from : Find(Path.GetDirectoryName(from)!);
}
