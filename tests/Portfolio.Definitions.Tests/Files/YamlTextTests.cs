namespace Portfolio.Definitions.Tests.Files;

public class YamlTextTests
{
    [Theory]
    [InlineData("portfolio: &anchor {id: a}\nscenario: *anchor", 2, "anchors and aliases are not supported; use `defaults`")]
    [InlineData("portfolio: {<<: *base}", 1, "anchors and aliases are not supported; use `defaults`")]
    [InlineData("? ? ? ? a", 1, "a name must be a text of one line and at most 1000 characters")]
    [InlineData("portfolio:\n  ? [a, b]\n  : c", 2, "a name must be a text of one line and at most 1000 characters")]
    [InlineData("portfolio: {id: a}\n\"na\\nme\": 1", 2, "a name must be a text of one line and at most 1000 characters")]
    [InlineData("portfolio: {id: \"a}", 1, "")]
    [InlineData("portfolio: [}", 1, "")]
    [InlineData("portfolio: {id: 'a' b}", 1, "")]
    [InlineData("%YAML 9.9\n---\nportfolio: {id: a}", 1, "")]
    [InlineData("portfolio: {description: \"\\ud800\"}", 1, "")]
    [InlineData("a: b: c", 1, "")]
    [InlineData("portfolio:\n  id: a\n  leadership:\n\ttenureMonths: 3", 3, "tab")]
    [InlineData("portfolio:\n  id: a\n start: b", 3, "")]
    [InlineData("portfolio:\n  {id: a,\n  b, c: [}", 3, "")]
    public void Read_NoYaml_SaysWhere(string text, int line, string why)
    {
        var problem = Some.ProblemOf(text);
        Assert.Equal(line, problem.Position!.Line);
        Assert.StartsWith("is not YAML: ", problem.Text, StringComparison.Ordinal);
        Assert.Contains(why, problem.Text);
    }

    /// <summary>The parser itself stumbles over this one.</summary>
    [Fact]
    public void Read_GarbledFlow_IsRefused()
    {
        var problem = Some.ProblemOf("portfolio: \n  id: a\n, b: 2\n, c: [{id: x}]");
        Assert.StartsWith("is not YAML: ", problem.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("["), InlineData("{a: "), InlineData("- "), InlineData("[{a: [")]
    public void Read_VeryDeepNesting_IsRefused(string opening)
    {
        var problem = Some.ProblemOf(string.Concat(Enumerable.Repeat(opening, 200_000)));
        Assert.Equal("test.yaml:1: is not YAML: nested more than 64 deep", problem.ToString());
    }

    [Theory]
    [InlineData(2), InlineData(50)]
    public void Read_ALongName_IsRefused(int thousands) =>
        Assert.StartsWith("is not YAML: ", Some.ProblemOf($"? {new string('x', thousands * 1000)}\n: 1").Text, StringComparison.Ordinal);

    [Fact]
    public void Read_ThousandsOfWrongNames_AreNotAllSaid()
    {
        var problems = Some.ProblemsOf(string.Concat(Enumerable.Range(0, 2 * Problems.Most).Select(i => $"x{i}: 1\n")));
        Assert.Equal(Problems.Most + 1, problems.Count);
        Assert.Equal("more than 1000 problems; the rest is not shown", problems[^1].Text);
    }

    [Theory]
    [InlineData("NaN"), InlineData(".nan"), InlineData("Infinity"), InlineData("-Infinity"), InlineData(".inf"), InlineData("1e999"), InlineData("∞"), InlineData("0x10")]
    [InlineData("1_000"), InlineData("1 000"), InlineData("ten"), InlineData("true"), InlineData("2020-04"), InlineData("1.2.3"), InlineData("£5"), InlineData("50%")]
    public void Number_ThatIsNone_IsRefused(string written)
    {
        Assert.Equal($"test.yaml:3: scaledShare: \"{written}\" where a number or a distribution is expected", Some.ProblemOf(Some.Yaml($"scaledShare: {written}")).ToString());
        Assert.Equal($"test.yaml:3: scaledShare.normal.sd: \"{written}\" is not a number", Some.ProblemsOf(Some.Yaml($"scaledShare: {{normal: {{mean: 0, sd: {written}}}}}"))[0].ToString());
    }

    [Fact]
    public void Number_InQuotes_IsAText() =>
        Assert.Equal("\"0.5\" where a number or a distribution is expected", Some.ProblemOf(Some.Yaml("scaledShare: \"0.5\"")).Text);

    [Theory]
    [InlineData("0.5"), InlineData("+0.5"), InlineData(".5"), InlineData("5e-1"), InlineData("5E-1"), InlineData("0.50"), InlineData("!!float 0.5")]
    public void Number_HoweverWritten_IsRead(string written) => Assert.Equal(0.5, Some.Compiled(Some.Yaml($"scaledShare: {written}")).Value("scaledShare"));

    [Fact]
    public void Comments_AreNotRead() => Assert.Empty(Some.ProblemsOf("# one\n" + Some.Yaml() + "\n# { [ two\n"));
}
