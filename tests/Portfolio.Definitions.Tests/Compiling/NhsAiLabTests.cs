using Portfolio.Definitions.Compiling;
using Portfolio.Definitions.Files;

namespace Portfolio.Definitions.Tests.Compiling;

/// <summary>The reference case compiles under every scenario.</summary>
public class NhsAiLabTests
{
    static readonly DefinitionSet Set = Read();

    public static TheoryData<string> Scenarios { get; } = [.. Set.Scenarios.Select(scenario => scenario.Id)];

    [Fact]
    public void Read_HasTheScenariosAsked()
    {
        string[] asked = ["as-announced", "as-delivered", "leadership-churn", "needs-first", "procurement-reform", "safety-incident", "steady-framework", "support-first"];
        Assert.Subset(Set.Scenarios.Select(scenario => scenario.Id).ToHashSet(), asked.ToHashSet());
    }

    [Fact]
    public void Check_TheWhole_FindsNothing()
    {
        var problems = new Problems();
        Compiler.Check(Set, problems);
        Assert.Empty(problems.Found);
    }

    [Theory, MemberData(nameof(Scenarios))]
    public void Compile_UnderEachScenario_FindsNothing(string scenario)
    {
        var problems = new Problems();
        Assert.NotNull(Compiler.Compile(Set, scenario, new CompileOptions(), problems));
        Assert.NotNull(Compiler.Compile(Set, scenario, new CompileOptions(Point: true), problems));
        Assert.Empty(problems.Found);
    }

    static DefinitionSet Read()
    {
        var problems = new Problems();
        var set = DefinitionFiles.Read(NhsAiLab.Folder, problems);
        Assert.Empty(problems.Found);
        return set!;
    }
}
