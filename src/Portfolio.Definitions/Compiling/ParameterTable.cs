using Portfolio.Contracts.V1;
using Portfolio.Definitions.Resolving;
using Portfolio.Definitions.Schema;
using Portfolio.Model.Parameters;
using Portfolio.Model.Randomness;
using Portfolio.Model.Sampling;

namespace Portfolio.Definitions.Compiling;

/// <summary>Lays the numbers of a resolved definition out as the model's flat vector and notes which of them are drawn.</summary>
sealed class ParameterTable
{
    const string OverrunPath = "delivery.overrun";

    readonly ResolvedDefinition resolved;
    readonly List<double> values;
    readonly Dictionary<string, (Number Number, Rule Rule, List<int> Targets)> drawn = [];
    readonly List<UncertainOverrun> overruns = [];
    readonly bool point;

    public ParameterTable(ResolvedDefinition resolved, bool point)
    {
        (this.resolved, this.point) = (resolved, point);
        values = [.. new double[ParameterSet.InitiativeOffset(resolved.Portfolio.Initiatives.Count)]];
        foreach (var (slot, number) in resolved.ProgrammeNumbers())
        {
            if (ParameterLayout.Portfolio.TryGetValue(ParameterLayout.Key(slot.Path), out var index))
                Put(index, number, slot, slot.Path);
        }

        for (var i = 0; i < resolved.Portfolio.Initiatives.Count; i++)
            PutInitiative(i);
    }

    /// <summary>How well founded each number is that is drawn, in the sampler's order; a default distribution has the grade of its rule.</summary>
    public IReadOnlyList<Grade> Grades => [.. drawn.Values.Select(each => each.Number.Grade)];

    /// <summary>A number that is not part of the programme's or an initiative's own: a budget line, an event's.</summary>
    /// <returns>Its index in the flat vector.</returns>
    public int Add(Number number, Rule rule, string path)
    {
        values.Add(0);
        Put(values.Count - 1, number, rule, path, path);
        return values.Count - 1;
    }

    /// <summary>Draws the numbers of a replication; what is wrong with how they are to be drawn is added to the problems.</summary>
    public ParameterSampler Sampler(ulong seed, Problems problems)
    {
        var portfolio = resolved.Portfolio;
        UncertainParameter[] uncertain = [.. drawn.Select(entry => Uncertain(entry.Key, entry.Value))];
        DrawnNumber[] known = [.. drawn.Select(entry => new DrawnNumber(entry.Key, resolved.DeclarationOf(entry.Value.Number).Path))];
        IReadOnlyList<Copula> copulas = point ? [] : new CorrelationCompiler(known, problems).Compile(portfolio.Correlations);
        return new ParameterSampler(
            [.. values], uncertain, overruns, seed, (int)portfolio.ReplicationsPerDraw.Value, Plan(seed, uncertain.Length, problems), copulas);
    }

    SamplingPlan? Plan(ulong seed, int dimensions, Problems problems)
    {
        if (resolved.Portfolio.Sampling == Sampling.LatinHypercube)
            return new LatinHypercube(seed);
        if (resolved.Portfolio.Sampling != Sampling.Sobol)
            return null;
        if (dimensions <= Sobol.MostDimensions)
            return new Sobol(seed, dimensions);
        problems.Add("portfolio", "sampling", $"{dimensions} uncertain numbers are too many for sobol; allowed: {Sobol.MostDimensions}, or another sampling");
        return null;
    }

    void PutInitiative(int i)
    {
        var id = resolved.Portfolio.Initiatives[i].Id;
        foreach (var (slot, number) in resolved.InitiativeNumbers(i))
        {
            if (!ParameterLayout.Initiative.TryGetValue(ParameterLayout.Key(slot.Path), out var within))
                continue;
            var index = ParameterSet.InitiativeOffset(i) + within;
            if (slot.Path == OverrunPath && number is not null && IsDrawn(number))
                overruns.Add(new UncertainOverrun(i, Fnv1a.Hash32(id), Distributions.Of(number)));
            else
                Put(index, number, slot, $"initiatives.{id}.{slot.Path}");
        }
    }

    /// <summary>What is not given and has no default is no limit.</summary>
    void Put(int index, Number? number, NumberSlot slot, string path)
    {
        if (number is null)
            values[index] = double.PositiveInfinity;
        else
            Put(index, number, slot.Rule, path, resolved.DeclarationOf(number).Path);
    }

    void Put(int index, Number number, Rule rule, string path, string declared)
    {
        if (!IsDrawn(number))
        {
            values[index] = number.QuantityCase == Number.QuantityOneofCase.Value ? number.Value : Point(number, rule);
            return;
        }

        var address = number.Per == Per.Portfolio ? declared : path;
        if (drawn.TryGetValue(address, out var known))
            known.Targets.Add(index);
        else
            drawn.Add(address, (number, rule, [index]));
    }

    bool IsDrawn(Number number) => !point && number.QuantityCase != Number.QuantityOneofCase.Value;

    static double Point(Number number, Rule rule)
    {
        var mean = Distributions.Of(number).Mean;
        return rule.Whole ? Math.Floor(mean + 0.5) : mean;
    }

    static UncertainParameter Uncertain(string path, (Number Number, Rule Rule, List<int> Targets) entry) => new(
        path,
        Distributions.Of(entry.Number),
        [.. entry.Targets],
        entry.Rule.AboveMin ? Math.BitIncrement(entry.Rule.Min) : entry.Rule.HasMin ? entry.Rule.Min : double.NegativeInfinity,
        entry.Rule.HasMax ? entry.Rule.Max : double.PositiveInfinity,
        entry.Rule.Whole);
}
