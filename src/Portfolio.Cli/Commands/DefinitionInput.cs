using Portfolio.Definitions;
using Portfolio.Definitions.Compiling;
using Portfolio.Definitions.Files;

namespace Portfolio.Cli.Commands;

/// <summary>Definitions that a command was given by path.</summary>
static class DefinitionInput
{
    /// <summary>Reads and checks everything at a path.</summary>
    /// <exception cref="CommandException">Anything is wrong with it.</exception>
    public static DefinitionSet Read(string path) => Read(path, new Problems());

    /// <summary>Reads and checks everything at a path.</summary>
    /// <param name="path">A folder or a file.</param>
    /// <param name="problems">Comes to know where in the files everything stands.</param>
    /// <exception cref="CommandException">Anything is wrong with it.</exception>
    public static DefinitionSet Read(string path, Problems problems)
    {
        var set = DefinitionFiles.Read(path, problems);
        if (set is not null)
            Compiler.Check(set, problems);
        return set is null || problems.Any ? throw CommandException.WrongDefinition(problems) : set;
    }

    /// <summary>Compiles what is at a path under a scenario, or the plain portfolio.</summary>
    /// <exception cref="CommandException">Anything is wrong with it.</exception>
    public static CompiledDefinition Compile(string path, string? scenario, CompileOptions options)
    {
        var problems = new Problems();
        var set = DefinitionFiles.Read(path, problems);
        var compiled = set is null ? null : Compiler.Compile(set, scenario, options, problems);
        return compiled is null || problems.Any ? throw CommandException.WrongDefinition(problems) : compiled;
    }
}
