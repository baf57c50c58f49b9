using System.CommandLine;
using Portfolio.Cli.Connection;
using Portfolio.Cli.Rendering;
using Portfolio.Definitions;
using Portfolio.Server.Hosting;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio run</c>: simulates a portfolio under its scenarios and shows what came out, and how the scenarios differ.</summary>
static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var path = Shared.Path();
        var scenarios = new Option<string[]>("--scenario")
        {
            Description = "Scenario to run; may be given several times, the first is what the others are compared with. Default: the portfolio's defaultScenarios, or the plain portfolio and all its scenarios.",
        };
        var replications = new Option<int>("--replications") { Description = "Replications of each scenario.", DefaultValueFactory = _ => 2000 };
        var seed = new Option<ulong?>("--seed") { Description = "Seed of all random numbers; without one, the portfolio's." };
        var point = Shared.Point();
        var json = new Option<bool>("--json") { Description = "Prints the results as JSON and nothing else." };
        var outcomes = new Option<string?>("--outcomes") { Description = "CSV file to write with the outcomes of every replication." };
        var all = new Option<bool>("--all") { Description = "Shows every copy of a group by itself." };
        var server = new Option<Uri?>("--server")
        {
            Description = "Address of a server (gRPC, http://host:port). Without one, the server of the data folder, or one inside this command.",
            CustomParser = Address,
        };
        var data = new Option<string?>("--data") { Description = "Data folder. Default: portfolio in your data folder, or PORTFOLIO_DATA." };
        var threads = new Option<int>("--threads") { Description = "Compute threads of a server inside this command. Default: all cores.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var command = new Command("run", "Simulates a portfolio under its scenarios.") { path, scenarios, replications, seed, point, json, outcomes, all, server, data, threads };
        command.SetAction((parsed, cancellation) => Run(
            new RunRequest(
                parsed.GetRequiredValue(path),
                parsed.GetValue(scenarios) ?? [],
                Shared.Positive("--replications", parsed.GetValue(replications), 1_000_000),
                parsed.GetValue(seed),
                parsed.GetValue(point)),
            parsed.GetValue(json),
            parsed.GetValue(outcomes),
            parsed.GetValue(all),
            parsed.GetValue(server),
            Options(parsed.GetValue(data), Shared.Positive("--threads", parsed.GetValue(threads), 1024)),
            cancellation));
        return command;
    }

    static async Task<int> Run(RunRequest request, bool json, string? outcomes, bool all, Uri? address, ServerOptions options, CancellationToken cancellation)
    {
        // The server starts while the definition is read; a wrong definition is told at once, without waiting for it.
        using var opening = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var server = Task.Run(() => ServerConnection.Open(address, options, opening.Token), cancellation);
        var (set, scenarios, written) = await Read(request, outcomes, opening);
        using var file = written;
        await using var connection = await server;
        var session = new RunSession(connection.Client, set, scenarios, request);
        using var screen = json ? (IRunScreen)new QuietScreen() : RunScreen.Create(set, scenarios);
        try
        {
            await session.Start(cancellation);
            await session.Watch(screen, cancellation);
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            // Told before the server is stopped: that may take a moment longer than people wait.
            screen.Dispose();
            foreach (var line in await session.Stop())
                Console.Error.WriteLine(line);
            return ExitCode.Failed;
        }

        screen.Dispose();
        var findings = await session.Findings(cancellation);
        foreach (var found in findings.Runs)
            await (file?.Write(connection.Client, found.Scenario, found.Run, cancellation) ?? Task.CompletedTask);
        if (json)
            Console.Out.WriteLine(Json.Text(FindingsJson.Of(findings)));
        else
            new FindingsTables(findings, set, all).Print();
        return ExitCode.Done;
    }

    static async Task<(DefinitionSet Set, IReadOnlyList<string?> Scenarios, OutcomeFile? Outcomes)> Read(
        RunRequest request, string? outcomes, CancellationTokenSource opening)
    {
        try
        {
            var set = DefinitionInput.Read(request.Path);
            return (set, request.ScenariosOf(set), outcomes is null ? null : OutcomeFile.Create(outcomes));
        }
        catch
        {
            await opening.CancelAsync();
            throw;
        }
    }

    static ServerOptions Options(string? data, int threads)
    {
        var options = new ServerOptions { Threads = threads };
        return data is null ? options : options with { Data = data };
    }

    static Uri? Address(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (!text.Contains("://", StringComparison.Ordinal))
            text = "http://" + text;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Port > 0)
            return address;
        result.AddError($"--server {text}: not an address; expected http://host:port");
        return null;
    }
}
