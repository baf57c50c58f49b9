using Portfolio.Contracts.V1;
using Portfolio.Definitions.Compiling;
using Portfolio.Definitions.Schema;
using Distribution = Portfolio.Model.Distributions.Distribution;

namespace Portfolio.Definitions.Checking;

/// <summary>Whether a distribution's own numbers make sense, and whether what it gives is allowed where it stands.</summary>
static class DistributionChecks
{
    const double SmallestUniform = 1.0 / (1L << 33);

    /// <summary>Everything wrong with a number, in words.</summary>
    public static IEnumerable<string> Of(Number number, Rule rule)
    {
        if (number.QuantityCase == Number.QuantityOneofCase.None)
            return ["has neither a value nor a distribution"];
        if (number.QuantityCase == Number.QuantityOneofCase.Value)
            return OfValue(number, rule);
        if (rule.Fixed)
            return [$"may not be a distribution; allowed: {Rules.Allowed(rule)}"];

        var shape = OfShape(number).Concat(OfTruncation(number)).ToList();
        return shape.Count > 0 ? shape : OfDraws(number, rule);
    }

    static IEnumerable<string> OfValue(Number number, Rule rule)
    {
        if (number.Truncate is not null)
            yield return "truncate goes with a distribution, not with a value";
        if (!IsAllowed(number.Value, rule))
            yield return $"{Rules.Text(number.Value)} is not allowed; allowed: {Rules.Allowed(rule)}";
    }

    static bool IsAllowed(double value, Rule rule) =>
        double.IsFinite(value)
        && !(rule.HasMin && (rule.AboveMin ? value <= rule.Min : value < rule.Min))
        && !(rule.HasMax && value > rule.Max)
        && !(rule.Whole && value != Math.Floor(value));

    static IEnumerable<string> OfShape(Number number) => number.QuantityCase switch
    {
        Number.QuantityOneofCase.Uniform => Needs("uniform", ("low", number.Uniform.HasLow), ("high", number.Uniform.HasHigh))
            .Or(number.Uniform.Low <= number.Uniform.High, $"uniform: low ({number.Uniform.Low:R}) must not be above high ({number.Uniform.High:R})"),
        Number.QuantityOneofCase.Triangular => OfTriangle("triangular", number.Triangular),
        Number.QuantityOneofCase.Pert => OfTriangle("pert", number.Pert),
        Number.QuantityOneofCase.Normal => Needs("normal", ("mean", number.Normal.HasMean), ("sd", number.Normal.HasSd))
            .Or(number.Normal.Sd >= 0, $"normal: sd ({number.Normal.Sd:R}) must be at least 0"),
        Number.QuantityOneofCase.Lognormal => OfLognormal(number.Lognormal),
        Number.QuantityOneofCase.Beta => Needs("beta", ("alpha", number.Beta.HasAlpha), ("beta", number.Beta.HasBeta_))
            .Or(number.Beta.Alpha > 0 && number.Beta.Beta_ > 0, $"beta: alpha ({number.Beta.Alpha:R}) and beta ({number.Beta.Beta_:R}) must be above 0"),
        Number.QuantityOneofCase.Gamma => Needs("gamma", ("shape", number.Gamma.HasShape), ("mean", number.Gamma.HasMean))
            .Or(number.Gamma.Shape > 0 && number.Gamma.Mean > 0, $"gamma: shape ({number.Gamma.Shape:R}) and mean ({number.Gamma.Mean:R}) must be above 0"),
        Number.QuantityOneofCase.Pareto => OfPareto(number.Pareto),
        Number.QuantityOneofCase.Discrete => OfWeights("discrete", number.Discrete.Values.Select(value => value.Weight), number.Discrete.Values.All(value => value.HasValue && value.HasWeight)),
        Number.QuantityOneofCase.Empirical => OfEmpirical(number.Empirical),
        _ => OfMixture(number),
    };

    static IEnumerable<string> OfTriangle(string name, Triangular triangle) =>
        Needs(name, ("low", triangle.HasLow), ("mode", triangle.HasMode), ("high", triangle.HasHigh))
            .Or(
                triangle.Low <= triangle.Mode && triangle.Mode <= triangle.High && triangle.Low < triangle.High,
                $"{name}: low ({triangle.Low:R}), mode ({triangle.Mode:R}) and high ({triangle.High:R}) must rise");

    static IEnumerable<string> OfPareto(Pareto pareto) =>
        Needs("pareto", ("minimum", pareto.HasMinimum), ("alpha", pareto.HasAlpha), ("cap", pareto.HasCap))
            .Or(
                pareto.Minimum > 0 && pareto.Alpha > 0 && pareto.Cap > pareto.Minimum,
                $"pareto: minimum ({pareto.Minimum:R}) and alpha ({pareto.Alpha:R}) must be above 0, cap ({pareto.Cap:R}) above minimum");

    static IEnumerable<string> OfLognormal(Lognormal lognormal)
    {
        var byMean = lognormal.HasMean && lognormal.HasCv && !lognormal.HasMedian && !lognormal.HasSigma;
        var byMedian = lognormal.HasMedian && lognormal.HasSigma && !lognormal.HasMean && !lognormal.HasCv;
        if (!byMean && !byMedian)
            return ["lognormal needs either mean and cv, or median and sigma"];
        return byMean
            ? Enumerable.Empty<string>().Or(lognormal.Mean > 0 && lognormal.Cv >= 0, $"lognormal: mean ({lognormal.Mean:R}) must be above 0, cv ({lognormal.Cv:R}) at least 0")
            : Enumerable.Empty<string>().Or(lognormal.Median > 0 && lognormal.Sigma >= 0, $"lognormal: median ({lognormal.Median:R}) must be above 0, sigma ({lognormal.Sigma:R}) at least 0");
    }

    static IEnumerable<string> OfWeights(string name, IEnumerable<double> weights, bool complete)
    {
        var all = weights.ToList();
        if (all.Count == 0 || !complete)
            return [$"{name} needs at least one item, each with a weight"];
        return Enumerable.Empty<string>().Or(all.All(weight => weight >= 0) && all.Sum() is > 0 and < double.PositiveInfinity, $"{name}: weights must be at least 0 and not all 0");
    }

    static IEnumerable<string> OfEmpirical(Empirical empirical)
    {
        if ((empirical.Values.Count > 0) == (empirical.Quantiles.Count > 0))
            return ["empirical needs either values or quantiles"];
        var points = empirical.Quantiles;
        var rising = points.Count == 0 || (points.Count >= 2 && points[0].Probability == 0 && points[^1].Probability == 1
            && points.Zip(points.Skip(1)).All(pair => pair.First.Probability < pair.Second.Probability && pair.First.Value <= pair.Second.Value));
        return Enumerable.Empty<string>().Or(rising, "empirical: quantiles need probabilities that rise from 0 to 1 and values that do not fall");
    }

    static IEnumerable<string> OfMixture(Number number)
    {
        var components = number.Mixture.Components;
        var problems = OfWeights("mixture", components.Select(component => component.Weight), components.All(component => component.HasWeight && component.Of is not null)).ToList();
        if (number.Truncate is not null)
            problems.Add("a mixture cannot be truncated");
        problems.AddRange(components.Where(component => component.Of is not null).SelectMany(component => Of(component.Of, new Rule())));
        return problems;
    }

    static IEnumerable<string> OfTruncation(Number number)
    {
        if (number.Truncate is not { } range || number.QuantityCase == Number.QuantityOneofCase.Mixture)
            return [];
        var high = range.HasHigh ? range.High : double.PositiveInfinity;
        var low = range.HasLow ? range.Low : double.NegativeInfinity;
        if (low >= high)
            return [$"truncate: low ({low:R}) must be below high ({high:R})"];
        if (OfShape(number).Any())
            return [];
        return Enumerable.Empty<string>().Or(Distributions.Kept(number) > 1e-12, "truncate keeps nothing of the distribution");
    }

    static IEnumerable<string> OfDraws(Number number, Rule rule)
    {
        if (number.QuantityCase == Number.QuantityOneofCase.Mixture)
            return number.Mixture.Components.SelectMany(component => OfDraws(component.Of, rule)).Distinct();
        var distribution = Distributions.Of(number);
        var least = distribution.Quantile(SmallestUniform);
        double[] draws = [least, distribution.Quantile(0.5), distribution.Quantile(1 - SmallestUniform)];
        if (!draws.All(double.IsFinite) || (number.Truncate is null && !double.IsFinite(distribution.Mean)))
            return ["the distribution's numbers are too large or too small to draw from"];

        // What is always drawn has a stream of its own, where nothing moves a draw into its range.
        if (rule.AlwaysDrawn && !IsAllowed(least, rule))
            return [$"the distribution reaches {Rules.Text(least)}; allowed: {Rules.Allowed(rule)}; truncate it"];
        return OfSupport(distribution, rule);
    }

    /// <summary>Bounds must be allowed; an unbounded tail is moved to the nearest allowed value when it is drawn, but the mean must be allowed.</summary>
    static IEnumerable<string> OfSupport(Distribution distribution, Rule rule) =>
        new[] { distribution.Low, distribution.High, distribution.Mean }
            .Where(double.IsFinite).Distinct()
            .Where(bound => !IsAllowed(rule.Whole ? Math.Floor(bound + 0.5) : bound, rule))
            .Select(bound => $"the distribution reaches {Rules.Text(bound)}; allowed: {Rules.Allowed(rule)}");

    static IEnumerable<string> Needs(string name, params (string Name, bool Given)[] fields)
    {
        var missing = fields.Where(field => !field.Given).Select(field => field.Name).ToList();
        if (missing.Count > 0)
            yield return $"{name} needs {string.Join(", ", missing)}";
    }

    static IEnumerable<string> Or(this IEnumerable<string> problems, bool holds, string otherwise)
    {
        var all = problems.ToList();
        if (all.Count == 0 && !holds)
            all.Add(otherwise);
        return all;
    }
}
