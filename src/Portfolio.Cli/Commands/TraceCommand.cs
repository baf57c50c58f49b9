using System.CommandLine;
using System.Globalization;
using Portfolio.Definitions.Compiling;
using Portfolio.Model.Simulation;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio trace</c>: full trajectories as CSV, so that anyone can check the model against their own.</summary>
static class TraceCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var path = Shared.Path();
        var scenario = new Option<string?>("--scenario") { Description = "Scenario to trace; without one, the plain portfolio." };
        var seed = new Option<ulong?>("--seed") { Description = "Seed of all random numbers; without one, the portfolio's." };
        var replications = new Option<string>("--replications") { Description = "Which replications: FROM:TO, TO not included.", Required = true };
        var output = new Option<string>("--out") { Description = "File to write, .csv; the programme goes to FILE.programme.csv.", Required = true };
        var point = Shared.Point();
        var command = new Command("trace", "Writes the full trajectory of chosen replications.") { path, scenario, seed, replications, output, point };
        command.SetAction((parsed, cancellation) => Task.FromResult(Trace(
            parsed.GetRequiredValue(path),
            parsed.GetValue(scenario),
            new CompileOptions(parsed.GetValue(seed), parsed.GetValue(point)),
            Range(parsed.GetRequiredValue(replications)),
            parsed.GetRequiredValue(output),
            cancellation)));
        return command;
    }

    static int Trace(string path, string? scenario, CompileOptions options, ReplicationRange range, string output, CancellationToken cancellation)
    {
        var model = DefinitionInput.Compile(path, scenario, options).Model;
        try
        {
            using var initiatives = File.Create(output);
            using var programme = File.Create(ProgrammeFile(output));
            var trace = new TraceFile(initiatives, programme);
            trace.WriteHeaders();
            for (var i = 0; i < range.Count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                trace.WriteReplication(model, range.First + i);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Failed, $"--out {output}: {exception.Message}");
        }

        Console.Error.WriteLine($"{range.Count} replications written to {output} and {ProgrammeFile(output)}");
        return ExitCode.Done;
    }

    static string ProgrammeFile(string output) => Path.ChangeExtension(output, null) + ".programme.csv";

    static ReplicationRange Range(string text)
    {
        var parts = text.Split(':');
        if (parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            && from < to)
        {
            return new ReplicationRange(from, to - from);
        }

        throw new CommandException(ExitCode.WrongInput, $"--replications {text}: allowed are FROM:TO with 0 ≤ FROM < TO, such as 0:64");
    }
}
