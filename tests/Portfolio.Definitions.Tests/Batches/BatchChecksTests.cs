using Portfolio.Contracts.V1;
using Portfolio.Definitions.Batches;

namespace Portfolio.Definitions.Tests.Batches;

/// <summary>Reading and checking batches, as their users write them.</summary>
public sealed class BatchChecksTests : IDisposable
{
    readonly Scratch folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("grid: [{path: framework.strength, values: [0.3, 0.6]}, {path: allocation.policy, values: [proRata, leversFirst]}]", 4)]
    [InlineData("design: {kind: sobol, points: 16, over: [{path: framework.strength, of: {uniform: {low: 0, high: 1}}}]}", 16)]
    [InlineData("points: [{set: {framework.strength: 0.1}}, {scenario: calm, seed: 7, set: {initiatives.a.adoption.p: 0.2}}]", 2)]
    [InlineData("seeds: [1, 2, 18446744073709551615], scenarios: [calm, \"\"], subjects: [portfolio, initiatives/-]", 6)]
    public void Check_SoundBatch_FindsNothing(string batch, int items)
    {
        var read = Read(batch, out var problems);
        Assert.Empty(problems);
        Assert.Equal(items, BatchItems.Count(read!));
    }

    [Theory]
    [InlineData("replications: 0", "replications: 0 is not allowed; allowed: a whole number, 1 to 1000000, replications")]
    [InlineData("grid: [{path: framework.strengh, values: [0.3]}]", "grid.0.values: framework.strengh: unknown path: no \"strengh\" there; did you mean \"strength\"?")]
    [InlineData("grid: [{path: framework.strength, values: [0.3, 3]}]", "grid.0.values: framework.strength: 3 is not allowed; allowed: 0 to 1")]
    [InlineData("grid: [{path: framework.strength}]", "grid.0.values: is required")]
    [InlineData("grid: [{path: months, values: [12]}, {path: months, values: [24]}]", "grid: \"months\" is given twice")]
    [InlineData("grid: [{path: months, values: [12]}], points: [{set: {months: 24}}]", "points: goes not with grid; only one of grid, design and points may be given")]
    [InlineData("design: {kind: sobol, points: 2, over: [{path: months, of: {uniform: {low: 5, high: 20}}}]}", "design.over.0.of: months: ")]
    [InlineData("design: {kind: sobol, over: [{path: months, of: 3}]}", "design.points: is required")]
    [InlineData("scenarios: [clam]", "scenarios.0: there is no scenario \"clam\"; did you mean \"calm\"?")]
    [InlineData("points: [{scenario: clam}]", "points.0.scenario: there is no scenario \"clam\"; did you mean \"calm\"?")]
    [InlineData("seeds: [1, 1]", "seeds: \"1\" is given twice")]
    [InlineData("seeds: [-1]", "seeds.0: \"-1\" is not a whole number from 0")]
    [InlineData("subjects: [themes/strok]", "subjects.0: there is no subject \"themes/strok\"")]
    [InlineData("sceanrios: [calm]", "sceanrios: unknown name; did you mean \"scenarios\"?")]
    [InlineData("design: {kind: latinHypercube, points: 5001, over: [{path: framework.strength, of: {uniform: {low: 0, high: 1}}}]}, seeds: [1, 2]", "10002 items; allowed: 1 to 10000 (points × scenarios × seeds)")]
    public void Check_WrongBatch_SaysWhatAndWhere(string batch, string expected)
    {
        Read(batch, out var problems);
        Assert.Contains(problems, problem => problem.Contains(expected, StringComparison.Ordinal));
        Assert.All(problems, problem => Assert.StartsWith($"{folder.Path}/batch.yaml", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_PointsFile_TakesAPointARow()
    {
        folder.Write("points.csv", "# design of the board\nframework.strength,scenario,seed\n0.5,calm,3\n,,\n\"0.25\",,4\n");
        var batch = Read("pointsFile: points.csv", out var problems);
        Assert.Empty(problems);
        Assert.Equal([("calm", 3ul), ("", 1), ("", 4)], BatchItems.Of(batch!).Select(item => (item.Scenario, item.Seed ?? 1)));
        Assert.Equal([0.5, null, 0.25], batch!.Points.Select(point => point.Set.TryGetValue("framework.strength", out var value) ? value.NumberValue : (double?)null));
    }

    [Theory]
    [InlineData("", "points.csv: holds no points; allowed: a header of paths, and a point a row")]
    [InlineData("seed,months\n1\n", "points.csv:2: has 1 fields; allowed: 2, as in the header")]
    [InlineData("seed\nx\n", "points.csv:2: seed: \"x\" is not a whole number from 0")]
    [InlineData("months,months\n1,2\n", "points.csv:1: column \"months\" is given twice")]
    public void Read_WrongPointsFile_SaysWhatAndWhere(string points, string expected)
    {
        folder.Write("points.csv", points);
        Read("pointsFile: points.csv", out var problems);
        Assert.Equal($"{folder.Path}/{expected}", Assert.Single(problems));
    }

    [Fact]
    public void Plan_ItemThatSetsNothing_IsThatOfItsScenario()
    {
        var set = Definitions();
        var all = new RunPlan { Portfolio = set.Portfolio, Scenarios = { set.Scenarios } };
        var plan = ItemPlan.Of(all, new WantedItem(7, "calm", null, new Dictionary<string, Google.Protobuf.WellKnownTypes.Value>()), new Problems());
        Assert.Equal(("calm", "calm"), (plan.Scenario, Assert.Single(plan.Scenarios).Id));
    }

    Batch? Read(string inside, out IReadOnlyList<string> found)
    {
        var problems = new Problems();
        var batch = BatchFile.Read(folder.Write("batch.yaml", $"batch:\n  {{portfolio: somewhere,\n  {inside}}}\n"), problems);
        if (batch is not null && !problems.Any)
            BatchChecks.Check(batch, Definitions(), problems);
        found = [.. problems.Found.Select(problem => problem.ToString())];
        return batch;
    }

    static DefinitionSet Definitions() => Some.Set(Some.Yaml(scenarios: "{id: calm}"));
}
