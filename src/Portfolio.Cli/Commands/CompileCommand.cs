using System.CommandLine;
using Portfolio.Cli.Rendering;
using Portfolio.Definitions.Compiling;
using Portfolio.Definitions.Resolving;

namespace Portfolio.Cli.Commands;

/// <summary><c>portfolio compile</c>: the fully resolved definition, every default filled in, each number with where it comes from.</summary>
static class CompileCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var path = Shared.Path();
        var scenario = new Option<string?>("--scenario") { Description = "Scenario to resolve; without one, the plain portfolio." };
        var command = new Command("compile", "Shows what will really be simulated, as JSON.") { path, scenario };
        command.SetAction(parsed =>
        {
            var compiled = DefinitionInput.Compile(parsed.GetRequiredValue(path), parsed.GetValue(scenario), new CompileOptions());
            Console.Out.WriteLine(Json.Text(ResolvedJson.Of(compiled.Resolved)));
            return ExitCode.Done;
        });
        return command;
    }
}
