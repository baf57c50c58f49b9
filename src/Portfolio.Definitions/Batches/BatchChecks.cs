using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Checking;
using Portfolio.Definitions.Compiling;
using Portfolio.Model.Outcomes;

namespace Portfolio.Definitions.Batches;

/// <summary>
/// Checks a batch before anything of it is computed: every name and path, and every value of a grid. Of designs and points, which may be thousands, some values of each path are tried; what
/// else is not allowed fails its item alone.
/// </summary>
public sealed class BatchChecks
{
    const string Document = BatchFile.Document;
    const int MostTries = 200;

    readonly Batch batch;
    readonly RunPlan plan;
    readonly Problems problems;

    BatchChecks(Batch batch, RunPlan plan, Problems problems) => (this.batch, this.plan, this.problems) = (batch, plan, problems);

    /// <summary>Checks a batch over the definitions that it rests on.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="set">The portfolio, and its scenarios.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Check(Batch batch, DefinitionSet set, Problems problems)
    {
        new FieldChecks(Document, problems).Check(batch, "");
        var checks = new BatchChecks(batch, new RunPlan { Portfolio = set.Portfolio, Scenarios = { set.Scenarios } }, problems);
        checks.CheckShape();
        checks.CheckScenarios();
        if (!problems.Any)
            checks.CheckCount();
        if (!problems.Any)
            checks.Try();
    }

    void CheckShape()
    {
        string[] given = [.. new[] { ("grid", batch.Grid.Count > 0), ("design", batch.Design is not null), ("points", batch.Points.Count > 0) }.Where(each => each.Item2).Select(each => each.Item1)];
        if (given.Length > 1)
            Refuse(given[1], $"goes not with {given[0]}; only one of grid, design and points may be given");
        RefuseTwice("seeds", batch.Seeds.Select(seed => seed.ToString(CultureInfo.InvariantCulture)));
        RefuseTwice("scenarios", batch.Scenarios);
        RefuseTwice("grid", batch.Grid.Select(axis => axis.Path));
        RefuseTwice("design.over", batch.Design?.Over.Select(axis => axis.Path) ?? []);
    }

    void CheckScenarios()
    {
        var known = plan.Scenarios.Select(scenario => scenario.Id).ToList();
        if (known.Contains(ItemPlan.Id))
            Refuse("portfolio", $"has a scenario {Quote.Of(ItemPlan.Id)}; items are called that");
        void Check(string path, string id)
        {
            if (id.Length > 0 && !known.Contains(id))
                Refuse(path, $"there is no scenario {Quote.Of(id)}{NearestName.Hint(id, known)}");
        }

        for (var i = 0; i < batch.Scenarios.Count; i++)
            Check(At("scenarios", i), batch.Scenarios[i]);
        for (var i = 0; i < batch.Points.Count; i++)
            Check($"{At("points", i)}.scenario", batch.Points[i].Scenario);
    }

    void CheckCount()
    {
        var count = BatchItems.Count(batch);
        if (count is < 1 or > BatchItems.Most)
            problems.Add(Document, "", $"{(count == int.MaxValue ? "far too many" : count.ToString(CultureInfo.InvariantCulture))} items; allowed: 1 to {BatchItems.Most} (points × scenarios × seeds)");
    }

    /// <summary>Compiles the first scenario with each value that is tried; with none where nothing is set.</summary>
    void Try()
    {
        var first = BatchItems.Of(batch)[0];
        foreach (var (at, path, value) in Tries().Take(MostTries).Prepend(("scenarios", null, null)))
        {
            var set = path is null ? new Dictionary<string, Value>() : new() { [path] = value! };
            var found = new Problems();
            var tried = ItemPlan.Of(plan, first with { Set = set }, found);
            var compiled = Compiler.Compile(new DefinitionSet(tried.Portfolio, tried.Scenarios), tried.Scenario.Length == 0 ? null : tried.Scenario, new CompileOptions(first.Seed), found);
            foreach (var problem in found.Found)
                Refuse(at, ItemPlan.Text(problem));
            if (path is null && compiled is not null)
                CheckSubjects(new Subjects(compiled.Model).Names);
        }
    }

    void CheckSubjects(IReadOnlyList<string> known)
    {
        List<string> allowed = [.. known, "themes/-", "initiatives/-"];
        for (var i = 0; i < batch.Subjects.Count; i++)
        {
            if (!allowed.Contains(batch.Subjects[i]))
                Refuse(At("subjects", i), $"there is no subject {Quote.Of(batch.Subjects[i])}{NearestName.Hint(batch.Subjects[i], allowed)}");
        }
    }

    IEnumerable<(string At, string? Path, Value? Value)> Tries()
    {
        for (var i = 0; i < batch.Grid.Count; i++)
        {
            foreach (var value in batch.Grid[i].Values)
                yield return ($"{At("grid", i)}.values", batch.Grid[i].Path, value);
        }

        foreach (var tried in batch.Design is { } design ? TriesOf(design) : [])
            yield return tried;
        var seen = new HashSet<string>();
        for (var i = 0; i < batch.Points.Count; i++)
        {
            foreach (var (path, value) in batch.Points[i].Set.Where(each => seen.Add(each.Key)))
                yield return (At("points", i), path, value);
        }
    }

    /// <summary>The smallest and the largest value of each parameter.</summary>
    static IEnumerable<(string At, string? Path, Value? Value)> TriesOf(Design design)
    {
        var points = DesignPoints.Of(design).ToList();
        for (var i = 0; i < design.Over.Count; i++)
        {
            var path = design.Over[i].Path;
            var values = points.Select(point => point.Set[path].NumberValue).ToList();
            foreach (var value in (double[])[values.Min(), values.Max()])
                yield return ($"{At("design.over", i)}.of", path, Value.ForNumber(value));
        }
    }

    void RefuseTwice(string at, IEnumerable<string> names)
    {
        foreach (var twice in names.GroupBy(name => name).Where(group => group.Count() > 1))
            Refuse(at, $"{(twice.Key.Length == 0 ? "the plain portfolio" : Quote.Of(twice.Key))} is given twice");
    }

    void Refuse(string path, string text) => problems.Add(Document, path, text);

    static string At(string list, int index) => string.Create(CultureInfo.InvariantCulture, $"{list}.{index}");
}
