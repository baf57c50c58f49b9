using Portfolio.Cli.Applying;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Files;

namespace Portfolio.Cli.Tests.Applying;

/// <summary>The files of what a server holds.</summary>
public sealed class ExportedFilesTests
{
    const string Alone = "portfolio: {id: some, start: 2020-04, months: 24} # why";
    const string Together = Alone + "\nscenarios: [{id: a}, {id: b}] # both";

    [Fact]
    public void Of_TextThatSaysTheSame_IsThatText()
    {
        var scenario = new ServedScenario(new Scenario { Id = "a" }, new SourceFile { Path = "scenarios/01-a.yaml", Text = "scenario: {id: a} # first" });
        Assert.Equal([Source(Alone), scenario.Source!], ExportedFiles.Of(Held(Alone) with { Scenarios = [scenario] }));
    }

    [Fact]
    public void Of_TextThatSaysSomethingElse_IsWrittenAnew()
    {
        var held = Held(Alone);
        held.Portfolio!.Months.Value = 36;
        Assert.Equal([DefinitionText.Of(held.Portfolio)], ExportedFiles.Of(held));
    }

    [Fact]
    public void Of_OneTextForAll_IsOneFile() => Assert.Equal([Source(Together)], ExportedFiles.Of(Held(Together, "a", "b")));

    [Fact]
    public void Of_OneTextForAllAndAScenarioMore_IsTwoFiles() =>
        Assert.Equal(["portfolio.yaml", "scenarios/c.yaml"], ExportedFiles.Of(Held(Together, "a", "b", "c")).Select(file => file.Path));

    [Fact]
    public void Of_OneTextOfWhichAScenarioIsGone_IsWrittenAnew()
    {
        var files = ExportedFiles.Of(Held(Together, "b"));
        Assert.Equal(["portfolio.yaml", "scenarios/b.yaml"], files.Select(file => file.Path));
        Assert.DoesNotContain("#", files[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_DeletedScenario_HasNoFile()
    {
        var deleted = new ServedScenario(new Scenario { Id = "a", DeleteTime = new() }, null);
        Assert.Single(ExportedFiles.Of(Held(Alone) with { Scenarios = [deleted] }));
    }

    static Served Held(string text, params string[] scenarios) =>
        new(Some.Set(text).Portfolio, Source(text), [.. scenarios.Select(id => new ServedScenario(new Scenario { Id = id, Name = $"x/{id}", Revision = 1 }, null))]);

    static SourceFile Source(string text) => new() { Path = "portfolio.yaml", Text = text };
}
