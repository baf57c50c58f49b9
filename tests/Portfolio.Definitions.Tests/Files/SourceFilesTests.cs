using Portfolio.Contracts.V1;
using Portfolio.Definitions.Files;

namespace Portfolio.Definitions.Tests.Files;

/// <summary>Files that are kept beside definitions say the same as these.</summary>
public sealed class SourceFilesTests
{
    const string Text = "portfolio: {id: a, start: 2020-04, months: 2} # why";

    [Fact]
    public void Check_TextOfTheSame_IsTaken()
    {
        var portfolio = Some.Set(Text).Portfolio;
        (portfolio.Name, portfolio.Etag, portfolio.Revision) = ("workspaces/default/portfolios/a", "1-x", 1);
        Assert.Empty(Check(new() { Path = "portfolio.yaml", Text = Text }, portfolio));
    }

    [Theory]
    [InlineData("portfolio: {id: a, start: 2020-04, months: 3}")]
    [InlineData("portfolio: {id: a, start: 2020-04, months: 2, x: 1}")]
    [InlineData("scenario: {id: a}")]
    [InlineData("")]
    public void Check_TextOfSomethingElse_IsRefused(string text) =>
        Assert.Equal("text", Assert.Single(Check(new() { Path = "portfolio.yaml", Text = text }, Some.Set(Text).Portfolio)).Path);

    [Theory]
    [InlineData("other.yaml")]
    [InlineData("../portfolio.yaml")]
    [InlineData("/portfolio.yaml")]
    [InlineData("portfolio.txt")]
    [InlineData("")]
    public void Check_PathElsewhere_IsRefused(string path) =>
        Assert.Equal("path", Assert.Single(Check(new() { Path = path, Text = Text }, Some.Set(Text).Portfolio)).Path);

    [Theory]
    [InlineData("scenarios/cut.yaml", true)]
    [InlineData("scenarios/01 cut.json", true)]
    [InlineData("scenarios/../cut.yaml", false)]
    [InlineData("scenarios/.cut.yaml", false)]
    [InlineData("scenarios/a/b.yaml", false)]
    [InlineData("scenarios/a\\b.yaml", false)]
    [InlineData("cut.yaml", false)]
    public void Check_PathOfAScenario_StaysInItsFolder(string path, bool taken)
    {
        var problems = new Problems();
        SourceFiles.Check(new SourceFile { Path = path, Text = "scenario: {id: cut}" }, new Scenario { Id = "cut" }, problems);
        Assert.Equal(taken, !problems.Any);
    }

    static IReadOnlyList<Problem> Check(SourceFile source, PortfolioDefinition portfolio)
    {
        var problems = new Problems();
        SourceFiles.Check(source, portfolio, problems);
        return problems.Found;
    }
}
