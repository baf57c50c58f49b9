using System.Globalization;
using CsCheck;
using Portfolio.Definitions.Compiling;
using Portfolio.Definitions.Files;
using Portfolio.Definitions.Resolving;
using Portfolio.Model.Parameters;

namespace Portfolio.Definitions.Tests;

/// <summary>Whatever somebody writes: problems are returned, never thrown, and what has none can be simulated.</summary>
public class FuzzTests
{
    /// <summary>Texts tried; <c>FUZZ_TEXTS</c> asks for more, <c>FUZZ_SEED</c> for others.</summary>
    static readonly int Texts = (int)Setting("FUZZ_TEXTS", 400);

    [Fact]
    public void Example_AsItIs_HasNoProblems()
    {
        Assert.Empty(Some.ProblemsOf(Example.Yaml));
        foreach (var scenario in new[] { null, "base", "worse" })
            Assert.NotNull(Some.Compiled(Example.Yaml, scenario));
    }

    [Fact]
    public void Check_AMutatedDefinition_NeverThrows()
    {
        var random = new PCG(1, Setting("FUZZ_SEED", 1));
        var texts = Mutations.Of(Example.Yaml);
        for (var i = 0; i < Texts; i++)
            Try(texts.Generate(random, null, out _));
    }

    static void Try(string text)
    {
        try
        {
            var problems = new Problems();
            if (DefinitionFiles.Parse(text, Some.File, problems) is { } set)
                AssertCompiles(set, problems);
            Assert.All(problems.Found, AssertReadable);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"this text: ---\n{text}\n---", exception);
        }
    }

    static void AssertCompiles(DefinitionSet set, Problems problems)
    {
        Compiler.Check(set, problems);
        var scenario = set.Scenarios is [.., var last] ? last.Id : null;
        var compiled = Compiler.Compile(set, scenario, new CompileOptions(), problems);
        Assert.Equal(problems.Any, compiled is null);
        if (compiled is not null)
            AssertNumbers(compiled);
    }

    static void AssertNumbers(CompiledDefinition compiled)
    {
        var values = compiled.Model.Parameters.At(7);
        Assert.All(Enumerable.Range(0, ParameterSet.InitiativeOffset(compiled.Model.Initiatives.Count)), index => Assert.False(double.IsNaN(values[index])));
        Assert.NotNull(ResolvedJson.Of(compiled.Resolved).ToJsonString());
    }

    static void AssertReadable(Problem problem)
    {
        Assert.NotNull(problem.Position);
        Assert.InRange(problem.Position.Line, 0, 200);
        Assert.NotEqual("", problem.Text);
        Assert.DoesNotContain(problem.ToString(), char.IsControl);
    }

    static ulong Setting(string name, ulong usual) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var set) ? set : usual;
}
