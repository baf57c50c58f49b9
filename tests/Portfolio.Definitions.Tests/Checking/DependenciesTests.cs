namespace Portfolio.Definitions.Tests.Checking;

public class DependenciesTests
{
    [Theory]
    [InlineData("a>a", "a: a → a")]
    [InlineData("a>b b>a", "b: a → b → a")]
    [InlineData("a>b b>c c>a", "c: a → b → c → a")]
    [InlineData("z>a a>b b>c c>b", "c: b → c → b")]
    [InlineData("a>b b>a c>d d>c", "b: a → b → a", "d: c → d → c")]
    [InlineData("a>g g>a", "g: a → g → a")]
    [InlineData("g>g", "g: g → g")]
    [InlineData("g>g-002", "g: g → g")]
    [InlineData("a>g-002 g>a", "g: a → g → a")]
    public void Circles_AreFoundAndShown(string arrows, params string[] expected)
    {
        var problems = Some.ProblemsOf(Yaml(arrows));
        Assert.Equal(expected.Select(each => $"test.yaml:4: initiatives.{each.Replace(": ", ".dependsOn: makes a circle: ")}"), problems.Select(problem => problem.ToString()));
    }

    [Theory]
    [InlineData("a>b a>c b>d c>d"), InlineData("a>g b>g a>b"), InlineData("g>a g>b a>b")]
    public void Circles_WhereThereAreNone_AreNotFound(string arrows) => Assert.Empty(Some.ProblemsOf(Yaml(arrows)));

    [Fact]
    public void Circles_MadeByOneCopysOverride_AreFound()
    {
        const string Scenario = "{id: s, set: {initiatives.g-002.dependsOn: [{initiative: g-001, reached: adoption}], initiatives.a.dependsOn: [{initiative: g-002, reached: adoption}]}}";
        var problem = Some.ProblemOf(Yaml("g>a").Replace("scenarios: []", $"scenarios: [{Scenario}]"));
        Assert.Equal("test.yaml:5: set.initiatives.g-002.dependsOn: makes a circle: g → a → g-002 → g (at initiatives.g-002.dependsOn)", problem.ToString());
    }

    [Fact]
    public void Circles_AlongAVeryLongChain_AreFoundWithoutOverflow()
    {
        const int Length = 1500;
        var problem = Some.ProblemOf(Some.Yaml(
            "defaults: {sites: {eligible: 9}}",
            string.Join(", ", Enumerable.Range(0, Length).Select(i => $"{{id: i{i}, dependsOn: [{{initiative: i{(i + 1) % Length}, reached: adoption}}]}}"))));
        Assert.Equal("makes a circle: i0 → i1 → i2 → i3 → i4 → i5 → i6 → i7 → i8 → i9 → … → i0", problem.Text);
    }

    static string Yaml(string arrows)
    {
        var ends = arrows.Split(' ').Select(arrow => arrow.Split('>')).ToList();
        var ids = ends.SelectMany(each => each).Select(id => id.Split('-')[0]).Distinct();
        return Some.Yaml("defaults: {sites: {eligible: 9}}", string.Join(", ", ids.Select(id =>
            $"{{id: {id}, count: {(id == "g" ? 3 : 1)}, dependsOn: [{string.Join(", ", ends.Where(each => each[0] == id).Select(each => $"{{initiative: {each[1]}, reached: adoption}}"))}]}}")));
    }
}
