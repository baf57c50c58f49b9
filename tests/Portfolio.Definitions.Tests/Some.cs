using Google.Protobuf;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Compiling;
using Portfolio.Definitions.Files;
using Portfolio.Model.Parameters;

namespace Portfolio.Definitions.Tests;

/// <summary>Builds what does not matter to a test.</summary>
static class Some
{
    /// <summary>What the text of a test is called in problems.</summary>
    public const string File = "test.yaml";

    /// <summary>An initiative with nothing of its own.</summary>
    public const string Initiative = "{id: a, sites: {eligible: 9}}";

    /// <summary>A definition of 24 months from April 2020, on lines of their own: 3 the programme, 4 the initiatives, 5 the scenarios.</summary>
    /// <param name="programme">More of the portfolio, as the inside of a flow mapping.</param>
    /// <param name="initiatives">The inside of a flow list.</param>
    /// <param name="scenarios">The inside of a flow list.</param>
    public static string Yaml(string programme = "", string initiatives = Initiative, string scenarios = "") =>
        $$"""
        portfolio:
          {id: some, start: 2020-04, months: 24,
          {{(programme.Length == 0 ? "" : programme + ",")}}
          initiatives: [{{initiatives}}]}
        scenarios: [{{scenarios}}]
        """;

    /// <summary>Puts a value at a path, as the inside of a flow mapping: <c>adoption: {p: 0.1}</c>.</summary>
    public static string Nested(string path, string value)
    {
        var names = path.Split('.');
        return string.Join(": {", names) + ": " + value + new string('}', names.Length - 1);
    }

    /// <summary>A text that reads without problems.</summary>
    public static DefinitionSet Set(string yaml)
    {
        var problems = new Problems();
        var set = DefinitionFiles.Parse(yaml, File, problems);
        Assert.Empty(problems.Found);
        return set!;
    }

    /// <summary>A text that compiles without problems.</summary>
    public static CompiledDefinition Compiled(string yaml, string? scenario = null, CompileOptions? options = null)
    {
        var problems = new Problems();
        var compiled = Compiler.Compile(Set(yaml), scenario, options ?? new CompileOptions(), problems);
        Assert.Empty(problems.Found);
        return compiled!;
    }

    /// <summary>Everything that reading and checking a text finds.</summary>
    public static IReadOnlyList<Problem> ProblemsOf(string yaml)
    {
        var problems = new Problems();
        if (DefinitionFiles.Parse(yaml, File, problems) is { } set)
            Compiler.Check(set, problems);
        return problems.Found;
    }

    /// <summary>The only problem of a text.</summary>
    public static Problem ProblemOf(string yaml) => Assert.Single(ProblemsOf(yaml));

    /// <summary>The number a message holds at a path.</summary>
    public static Number? NumberAt(this IMessage message, string path)
    {
        object? at = message;
        foreach (var name in path.Split('.'))
            at = at is IMessage within ? within.Descriptor.Fields.InFieldNumberOrder().Single(field => field.JsonName == name).Accessor.GetValue(within) : null;
        return (Number?)at;
    }

    /// <summary>A number of the programme, or of an initiative by its id, as a replication has it.</summary>
    public static double Value(this CompiledDefinition compiled, string path, string? initiative = null, int replication = 0)
    {
        var values = compiled.Model.Parameters.At(replication);
        var key = ParameterLayout.Key(path);
        return initiative is null
            ? values[ParameterLayout.Portfolio[key]]
            : values[ParameterSet.InitiativeOffset(compiled.Index(initiative)) + ParameterLayout.Initiative[key]];
    }

    /// <summary>The index of an initiative.</summary>
    public static int Index(this CompiledDefinition compiled, string initiative) =>
        compiled.Model.Initiatives.Index().Single(each => each.Item.Id == initiative).Index;
}
