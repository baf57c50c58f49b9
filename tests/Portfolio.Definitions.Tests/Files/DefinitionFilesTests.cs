using System.Text;
using Portfolio.Definitions.Compiling;
using Portfolio.Definitions.Files;

namespace Portfolio.Definitions.Tests.Files;

public sealed class DefinitionFilesTests : IDisposable
{
    readonly Scratch folder = new();
    readonly Problems problems = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("portfolio.yaml"), InlineData("portfolio.yml"), InlineData("portfolio.json")]
    public void Read_AFolder_TakesThePortfolioAndItsScenarios(string name)
    {
        folder.Write(name, "portfolio: {id: some}");
        folder.Write("scenarios/two.yaml", "scenario: {id: b}");
        folder.Write("scenarios/one.yml", "scenario: {id: c}");
        folder.Write("scenarios/three.json", """{"scenario": {"id": "a"}}""");
        folder.Write("scenarios/notes.txt", "not a scenario");
        var set = DefinitionFiles.Read(folder.Path, problems);
        Assert.Equal("some", set!.Portfolio.Id);
        Assert.Equal(["a", "b", "c"], set.Scenarios.Select(scenario => scenario.Id));
        Assert.Empty(problems.Found);
    }

    [Fact]
    public void Read_AFile_TakesAllThatIsInIt()
    {
        var set = DefinitionFiles.Read(folder.Write("all.yaml", "portfolio: {id: some}\nscenario: {id: z}\nscenarios: [{id: b}, {id: a}]"), problems);
        Assert.Equal(["a", "b", "z"], set!.Scenarios.Select(scenario => scenario.Id));
        Assert.Empty(problems.Found);
    }

    [Fact]
    public void Read_NothingThere_SaysSo()
    {
        Assert.Null(DefinitionFiles.Read(Path.Combine(folder.Path, "nowhere"), problems));
        Assert.Equal($"{folder.Path}/nowhere: there is no such file or folder", Only());
    }

    [Fact]
    public void Read_AFolderWithoutPortfolio_SaysSo()
    {
        folder.Write("scenarios/one.yaml", "scenario: {id: a}");
        Assert.Null(DefinitionFiles.Read(folder.Path, problems));
        Assert.Equal($"{folder.Path}: the folder holds no portfolio.yaml", Only());
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData(" \n\t\n", "the file is empty")]
    [InlineData("# only a comment\n", "the file is empty")]
    [InlineData("hello", "holds no names with values; expected `portfolio:` or `scenario:` or `scenarios:`", 1)]
    [InlineData("- portfolio\n", "holds no names with values; expected `portfolio:` or `scenario:` or `scenarios:`", 1)]
    [InlineData("scenario: {id: s}\n", "holds no `portfolio:`", 1)]
    [InlineData("portfolio:\n", "holds no `portfolio:`", 1)]
    [InlineData("portfolio: {id: a\n", "is not YAML: ", 2)]
    [InlineData("portfolio:\n  id: a\n  leadership:\n\ttenureMonths: 3\n", "is not YAML: ", 3)]
    [InlineData("portfolio: {id: a}\n\0", "is not a text: it holds the control character U+0000", 2)]
    public void Read_NoDefinition_SaysWhyAndWhere(string text, string why, int line = 0)
    {
        Assert.Null(DefinitionFiles.Read(folder.Write("a.yaml", text), problems));
        Assert.StartsWith($"{folder.Path}/a.yaml{(line == 0 ? "" : $":{line}")}: {why}", Only(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("portfolio: {id: a}\nportfolo: {id: b}\n", 2, "unknown name \"portfolo\"; did you mean \"portfolio\"?")]
    [InlineData("portfolio: {id: a}\nportfolio: {id: b}\n", 2, "`portfolio:` is given twice")]
    [InlineData("portfolio: {id: a}\n---\nportfolio: {id: b}\n", 2, "holds more than one YAML document")]
    [InlineData("portfolio: {id: a}\nscenarios: {id: b}\n", 2, "`scenarios:` holds names with values where a list is expected")]
    public void Read_MoreThanIsRead_SaysWhatAndWhere(string text, int line, string what)
    {
        Assert.NotNull(DefinitionFiles.Read(folder.Write("a.yaml", text), problems));
        Assert.Equal($"{folder.Path}/a.yaml:{line}: {what}", Only());
    }

    [Fact]
    public void Read_AFileOf50Megabytes_IsRefusedUnread()
    {
        var path = Path.Combine(folder.Path, "large.yaml");
        using (var file = File.Create(path))
            file.SetLength(50 << 20);
        Assert.Null(DefinitionFiles.Read(path, problems));
        Assert.Equal($"{path}: is 50.0 MB; at most 8 MB are read", Only());
    }

    [Fact]
    public void Read_AFileOfTheLargestSize_IsRead()
    {
        const string Text = "portfolio: {id: a}\n#";
        Assert.NotNull(DefinitionFiles.Read(folder.Write("full.yaml", Text + new string('x', DefinitionFiles.MostBytes - Text.Length)), problems));
        Assert.Empty(problems.Found);
    }

    [Fact]
    public void Read_ADeviceThatNeverEnds_IsRefused()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "no such device here");
        Assert.Null(DefinitionFiles.Read("/dev/zero", problems));
        Assert.Equal("/dev/zero: is too large; at most 8 MB are read", Only());
    }

    [Fact]
    public void Read_ABinaryFile_SaysItIsNoText()
    {
        byte[][] binaries = [[0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0], [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], [0xFF, 0xFE, (byte)'p', 0], [0xC3, 0x28]];
        foreach (var bytes in binaries)
            Assert.Null(DefinitionFiles.Read(folder.Write("a.yaml", bytes), problems));
        Assert.All(problems.Found, problem => Assert.Contains("is not a", problem.Text));
    }

    [Fact]
    public void Read_AByteOrderMark_IsPassedOver()
    {
        var set = DefinitionFiles.Read(folder.Write("a.yaml", [.. Encoding.UTF8.GetPreamble(), .. "portfolio: {id: a}"u8]), problems);
        Assert.Equal("a", set!.Portfolio.Id);
        Assert.Empty(problems.Found);
    }

    [Theory]
    [InlineData("\r\n"), InlineData("\n"), InlineData("\r")]
    public void Read_AnyLineEnding_KeepsTheLines(string ending)
    {
        var text = string.Join(ending, "portfolio:", "  id: some", "  start: 2020-04", "  months: 24", "  initiatives:", "    - id: a", "      sites: {eligible: 9}", "      adoption:", "        p: 7", "");
        var problem = Some.ProblemOf(text);
        Assert.Equal("test.yaml:9: initiatives.a.adoption.p: 7 is not allowed; allowed: 0 to 5, a year", problem.ToString());
    }

    [Fact]
    public void Read_AScenarioFile_HoldsAScenarioOnly()
    {
        folder.Write("portfolio.yaml", "portfolio: {id: some}");
        folder.Write("scenarios/a.yaml", "scenarios: [{id: a}]");
        folder.Write("scenarios/b.yaml", "scenario: {id: b}\nportfolio: {id: other}");
        folder.Write("scenarios/c.yaml", "");
        var set = DefinitionFiles.Read(folder.Path, problems);
        Assert.Equal("b", Assert.Single(set!.Scenarios).Id);
        string[] expected =
        [
            $"{folder.Path}/scenarios/a.yaml:1: unknown name \"scenarios\"; did you mean \"scenario\"?",
            $"{folder.Path}/scenarios/a.yaml:1: holds no `scenario:`",
            $"{folder.Path}/scenarios/b.yaml:2: unknown name \"portfolio\"; known: scenario",
            $"{folder.Path}/scenarios/c.yaml: the file is empty",
        ];
        Assert.Equal(expected, problems.Found.Select(problem => problem.ToString()));
    }

    [Fact]
    public void Read_ProblemsInSeveralFiles_NamesEach()
    {
        folder.Write("portfolio.yaml", "portfolio:\n  id: some\n  start: 2020-04\n  months: 24\n  initiatives:\n  - {id: a, sites: {eligible: 0}}\n");
        folder.Write("scenarios/s.yaml", "scenario:\n  id: s\n  events:\n  - {id: e, stopInitiative: {initiative: b, month: 2020-05}}\n");
        Compiler.Check(DefinitionFiles.Read(folder.Path, problems)!, problems);
        string[] expected =
        [
            $"{folder.Path}/portfolio.yaml:6: initiatives.a.sites.eligible: 0 is not allowed; allowed: a whole number, 1 to 100000, sites",
            $"{folder.Path}/scenarios/s.yaml:4: events.e.stopInitiative.initiative: there is no initiative \"b\"; did you mean \"a\"?",
        ];
        Assert.Equal(expected, problems.Found.Select(problem => problem.ToString()));
    }

    string Only() => Assert.Single(problems.Found).ToString();
}
