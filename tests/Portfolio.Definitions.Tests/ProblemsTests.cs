namespace Portfolio.Definitions.Tests;

public class ProblemsTests
{
    readonly Problems problems = new();

    [Theory]
    [InlineData("a.b", 7, "file.yaml:7: a.b: wrong"), InlineData("", 7, "file.yaml:7: wrong"), InlineData("a.b", 0, "file.yaml: a.b: wrong"), InlineData("a.b", -1, "portfolio: a.b: wrong")]
    public void ToString_AsFarAsKnown_SaysFileLineAndPath(string path, int line, string expected) =>
        Assert.Equal(expected, new Problem("portfolio", path, "wrong", line < 0 ? null : new Position("file.yaml", line)).ToString());

    [Fact]
    public void Add_TheSameTwice_CountsOnce()
    {
        problems.Add("portfolio", "a", "wrong");
        problems.Add("portfolio", "a", "wrong");
        problems.Add("scenarios/s", "a", "wrong");
        Assert.Equal(2, problems.Found.Count);
    }

    [Fact]
    public void Add_APathThatIsNotWritten_StandsWhereTheNearestAboveDoes()
    {
        problems.Locate("portfolio", "", new Position("f", 1));
        problems.Locate("portfolio", "a.b", new Position("f", 5));
        Assert.Equal([5, 5, 1], new[] { "a.b", "a.b.c.d", "a.x" }.Select(path => problems.PositionOf("portfolio", path)!.Line));
        Assert.Null(problems.PositionOf("scenarios/s", "a.b"));
    }

    [Theory]
    [InlineData("a.b", true), InlineData("a", true), InlineData("a.b.c", false), InlineData("x", false)]
    public void HasAt_APathOrOneAbove_IsKnown(string path, bool expected)
    {
        problems.Add("portfolio", "a.b", "wrong");
        Assert.Equal(expected, problems.HasAt("portfolio", path));
    }
}
