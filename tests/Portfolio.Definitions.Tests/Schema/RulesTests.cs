using System.Globalization;
using Portfolio.Definitions.Compiling;
using Portfolio.Model.Distributions;
using Portfolio.Model.Parameters;
using Portfolio.Model.Randomness;

namespace Portfolio.Definitions.Tests.Schema;

/// <summary>The schema's rules against the model's table of parameters.</summary>
public class RulesTests
{
    public static TheoryData<string> Names { get; } = [.. Parameter.All.Keys];

    public static TheoryData<string> Bounded { get; } = [.. Parameter.All.Where(row => row.Value.Least is not null).Select(row => row.Key)];

    public static TheoryData<string> BoundedAbove { get; } = [.. Parameter.All.Where(row => row.Value.Most is not null).Select(row => row.Key)];

    public static TheoryData<string> Drawn { get; } = [.. Parameter.All.Where(row => row.Value.Drawn is not null).Select(row => row.Key)];

    static readonly CompiledDefinition Bare = Some.Compiled(Some.Yaml());
    static readonly CompiledDefinition Uncertain = Some.Compiled(Some.Yaml("defaultUncertainty: true"));

    [Theory, MemberData(nameof(Names))]
    public void Default_NotNamed_IsTheTables(string name)
    {
        var row = Parameter.All[name];
        var number = Of(row, Bare);
        if (row.Path == "sites.eligible")
            Assert.Equal(9, number!.Value);
        else
            Assert.Equal(row.Default, number?.Value);
    }

    [Theory, MemberData(nameof(Names))]
    public void Compile_NotNamed_LaysTheDefaultOut(string name)
    {
        var row = Parameter.All[name];
        var initiative = row.Of == Parameter.Initiative ? "a" : null;
        if (IsLaidOut(row) && row.Path != "sites.eligible")
            Assert.Equal(row.Default ?? double.PositiveInfinity, Bare.Value(row.Path, initiative));
    }

    [Theory, MemberData(nameof(Names))]
    public void Default_Filled_CarriesGradeAndSource(string name)
    {
        var row = Parameter.All[name];
        if (row.Default is null)
            return;
        var number = Of(row, Bare)!;
        Assert.NotEqual(Contracts.V1.Grade.Unspecified, number.Grade);
        Assert.NotEqual("", number.Source);
        Assert.Equal("default", Bare.Resolved.DeclarationOf(number).From);
    }

    [Theory, MemberData(nameof(Bounded))]
    public void Least_IsAllowedAndNothingBelow(string name)
    {
        var row = Parameter.All[name];
        var least = row.Least!.Value;
        if (row.Open)
            AssertRefused(row, least);
        else
            Assert.Empty(Some.ProblemsOf(With(row, least)));
        AssertRefused(row, least - 0.0625);
    }

    [Theory, MemberData(nameof(BoundedAbove))]
    public void Most_IsAllowedAndNothingAbove(string name)
    {
        var row = Parameter.All[name];
        var most = row.Most!.Value;
        Assert.Empty(Some.ProblemsOf(With(row, most)));
        AssertRefused(row, most + 0.0625);
    }

    [Theory, MemberData(nameof(Drawn))]
    public void DefaultUncertainty_Asked_DrawsTheTablesDistribution(string name)
    {
        var row = Parameter.All[name];
        for (var replication = 0; replication < 8; replication++)
        {
            var uniform = Draws.Parameter(1, Fnv1a.Hash64($"initiatives.a.{row.Path}"), (uint)replication);
            Assert.Equal(row.Drawn!.Quantile(uniform), Uncertain.Value(row.Path, "a", replication));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void DefaultUncertainty_NoneInTheTable_StaysThePoint(string name)
    {
        var row = Parameter.All[name];
        if (row.Drawn is null && IsLaidOut(row))
            Assert.Equal(Bare.Value(row.Path, row.Of == Parameter.Initiative ? "a" : null), Uncertain.Value(row.Path, row.Of == Parameter.Initiative ? "a" : null, 3));
    }

    [Fact]
    public void Table_HasEveryNumberOfTheModel()
    {
        string[] startsMidway = ["budget.carry", "progress", "attempt", "starvedMonths", "monthsInAdoption", "received", "sites.implementing", "sites.live", "sites.abandoned"];
        var rows = Parameter.All.Values.Select(row => row.Path).Concat(startsMidway).Append("delivery.overrun").Select(ParameterLayout.Key).ToHashSet();
        Assert.All(ParameterLayout.Portfolio.Keys.Concat(ParameterLayout.Initiative.Keys), key => Assert.Contains(key, rows));
    }

    [Theory]
    [InlineData(1), InlineData(600)]
    public void Months_InRange_IsAllowed(int months) => Assert.Equal(months, Some.Compiled(Some.Yaml().Replace("months: 24", $"months: {months}")).Model.Months);

    [Theory]
    [InlineData("0"), InlineData("601"), InlineData("12.5")]
    public void Months_OutOfRange_IsRefused(string months)
    {
        var problem = Some.ProblemOf(Some.Yaml().Replace("months: 24", $"months: {months}"));
        Assert.Equal($"test.yaml:2: months: {months} is not allowed; allowed: a whole number, 1 to 600, months", problem.ToString());
    }

    [Fact]
    public void Months_NotNamed_IsRequired() =>
        Assert.Equal("months: is required; allowed: a whole number, 1 to 600, months", Short(Some.ProblemOf(Some.Yaml().Replace(", months: 24", ""))));

    [Fact]
    public void Eligible_NotNamed_IsRequired() =>
        Assert.Equal("initiatives.a.sites.eligible: is required; allowed: a whole number, 1 to 100000, sites", Short(Some.ProblemOf(Some.Yaml(initiatives: "{id: a}"))));

    [Fact]
    public void Programme_NotNamed_TakesTheTablesChoices()
    {
        Assert.Equal(1ul, Bare.Model.Seed);
        Assert.Equal(4, Bare.Model.FiscalYearStartMonth);
        Assert.False(Bare.Model.StartsVacant);
        Assert.False(Bare.Model.Initiatives[0].StartsVacant);
        Assert.False(Bare.Resolved.Portfolio.DefaultUncertainty);
        Assert.Equal(Model.Funding.AllocationPolicy.ProRata, Bare.Model.Allocation.Policy);
    }

    [Fact]
    public void Overrun_NotNamed_IsDrawnFromTheTablesMixture()
    {
        var mixture = new Mixture([(0.82, Lognormal.FromMedian(1, 0.15)), (0.18, new BoundedPareto(1.5, 1, 50))]);
        for (var replication = 0; replication < 8; replication++)
        {
            var uniform = new Draws(1, Fnv1a.Hash32("a"), (uint)replication).Uniform(RandomStream.Overrun, 0);
            Assert.Equal(mixture.Quantile(uniform), Bare.Value("delivery.overrun", "a", replication));
        }
    }

    [Theory]
    [InlineData("0"), InlineData("-1")]
    public void Overrun_NotAboveNought_IsRefused(string value) =>
        Assert.Contains("above 0", Some.ProblemOf(Some.Yaml(initiatives: $"{{id: a, sites: {{eligible: 9}}, delivery: {{overrun: {value}}}}}")).Text);

    static Contracts.V1.Number? Of(Parameter row, CompiledDefinition compiled) => row.Of == Parameter.Initiative
        ? compiled.Resolved.Portfolio.Initiatives[0].NumberAt(row.Path)
        : compiled.Resolved.Portfolio.NumberAt(row.Path);

    static bool IsLaidOut(Parameter row) => row.Path is not ("fiscalYearStartMonth" or "replicationsPerDraw");

    static string With(Parameter row, double value)
    {
        var nested = Some.Nested(row.Path, value.ToString(CultureInfo.InvariantCulture));
        return row.Of == Parameter.Initiative
            ? Some.Yaml("defaults: {sites: {eligible: 9}}", $"{{id: a, {nested}}}")
            : Some.Yaml(nested);
    }

    static void AssertRefused(Parameter row, double value)
    {
        var problem = Some.ProblemOf(With(row, value));
        Assert.Equal((row.Of == Parameter.Initiative ? "initiatives.a." : "") + row.Path, problem.Path);
        Assert.StartsWith($"{value.ToString(CultureInfo.InvariantCulture)} is not allowed; allowed: ", problem.Text, StringComparison.Ordinal);
        Assert.Contains(row.Least!.Value.ToString(CultureInfo.InvariantCulture), problem.Text);
        Assert.Contains(row.Most?.ToString(CultureInfo.InvariantCulture) ?? "", problem.Text);
        Assert.Equal(row.Of == Parameter.Initiative ? 4 : 3, problem.Position!.Line);
    }

    static string Short(Problem problem) => $"{problem.Path}: {problem.Text}";
}
