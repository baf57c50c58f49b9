using System.CommandLine;
using Portfolio.Cli.Connection;
using Portfolio.Definitions.Compiling;
using Portfolio.Model.Simulation;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio trace</c>: full trajectories as CSV, so that anyone can check the model against their own; of files, or of a run as it was.</summary>
static class TraceCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var path = Shared.Path();
        path.Arity = ArgumentArity.ZeroOrOne;
        var run = new Option<string?>("--run") { Description = "A run of the server instead of PATH: what it pinned is replayed, and its end compared with what the run kept." };
        var scenario = new Option<string?>("--scenario") { Description = "Scenario to trace; without one, the plain portfolio." };
        var seed = new Option<ulong?>("--seed") { Description = "Seed of all random numbers; without one, the portfolio's." };
        var (point, chosen) = (Shared.Point(), new ReplicationOptions());
        var output = new Option<string>("--out") { Description = "File to write, .csv; the programme goes to FILE.programme.csv.", Required = true };
        var server = new ServerChoice();
        var command = new Command("trace", "Writes the full trajectory of chosen replications.") { path, run, scenario, seed, point, output };
        foreach (var option in (IEnumerable<Option>)[.. chosen.Options, .. server.Options])
            command.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            var (file, name) = (parsed.GetValue(path), parsed.GetValue(run));
            if ((file is null) == (name is null))
                throw new CommandException(ExitCode.WrongInput, "what is traced is either PATH or --run NAME");
            if (file is not null)
                return Trace(file, parsed.GetValue(scenario), new CompileOptions(parsed.GetValue(seed), parsed.GetValue(point)), chosen.Of(parsed), parsed.GetRequiredValue(output), cancellation);
            RefuseBesideRun(parsed, scenario, seed, point);
            var replay = new RunReplay(WorkCommand.NameOf("runs", name!), chosen.OfRun(parsed), parsed.GetRequiredValue(output));
            using var opening = server.Open(parsed, cancellation);
            await using var connection = await opening.Connection;
            return await replay.Write(connection.Client, cancellation);
        });
        return command;
    }

    static int Trace(string path, string? scenario, CompileOptions options, ReplicationRange range, string output, CancellationToken cancellation)
    {
        var model = DefinitionInput.Compile(path, scenario, options).Model;
        try
        {
            using var trace = TraceFile.Create(output);
            for (var i = 0; i < range.Count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                trace.Write(model, range.First + i);
            }
        }
        catch (IOException exception)
        {
            throw new CommandException(ExitCode.Failed, $"--out {output}: {exception.Message}");
        }

        Console.Error.WriteLine($"{range.Count} {(range.Count == 1 ? "replication" : "replications")} written to {output} and {TraceFile.ProgrammeFile(output)}");
        return ExitCode.Done;
    }

    static void RefuseBesideRun(ParseResult parsed, params ReadOnlySpan<Option> options)
    {
        foreach (var option in options)
        {
            if (parsed.GetResult(option) is { Implicit: false })
                throw new CommandException(ExitCode.WrongInput, $"{option.Name}: not allowed beside --run, which has its own");
        }
    }
}
