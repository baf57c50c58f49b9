namespace Portfolio.Model.Distributions;

/// <summary>Some values, each with a weight; a uniform is spent on them from the smallest to the largest.</summary>
public sealed record Discrete : Distribution
{
    readonly double[] values;
    readonly double[] upTo;

    /// <summary>Values with weights, in any order; weights need not add up to 1.</summary>
    public Discrete(IEnumerable<(double Value, double Weight)> items)
    {
        var sorted = items.OrderBy(item => item.Value).ToArray();
        var total = sorted.Sum(item => item.Weight);
        values = [.. sorted.Select(item => item.Value)];
        upTo = new double[sorted.Length];
        var sum = 0.0;
        for (var i = 0; i < sorted.Length; i++)
        {
            sum += sorted[i].Weight;
            upTo[i] = sum / total;
        }

        Mean = sorted.Sum(item => item.Value * item.Weight) / total;
    }

    /// <summary>Observed values, each equally likely.</summary>
    public static Discrete Observed(IEnumerable<double> values) => new(values.Select(value => (value, 1.0)));

    /// <inheritdoc/>
    public override double Quantile(double probability)
    {
        for (var i = 0; i < values.Length - 1; i++)
        {
            if (probability < upTo[i])
                return values[i];
        }

        return values[^1];
    }

    /// <inheritdoc/>
    public override double Probability(double value)
    {
        var index = Array.FindLastIndex(values, each => each <= value);
        return index < 0 ? 0 : upTo[index];
    }

    /// <summary>The share strictly below a value.</summary>
    public double ProbabilityBelow(double value)
    {
        var index = Array.FindLastIndex(values, each => each < value);
        return index < 0 ? 0 : upTo[index];
    }

    /// <summary>The mean of the values in a range.</summary>
    public double MeanWithin(double from, double to)
    {
        var (sum, share) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] < from || values[i] > to)
                continue;
            var weight = upTo[i] - (i == 0 ? 0 : upTo[i - 1]);
            sum += weight * values[i];
            share += weight;
        }

        return sum / share;
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double Low => values[0];

    /// <inheritdoc/>
    public override double High => values[^1];
}

/// <summary>A quantile function given at points, joined by straight lines.</summary>
public sealed record QuantileTable : Distribution
{
    readonly double[] probabilities;
    readonly double[] values;

    /// <summary>Points in rising order; the first probability is 0, the last 1.</summary>
    public QuantileTable(IReadOnlyList<(double Probability, double Value)> points)
    {
        probabilities = [.. points.Select(point => point.Probability)];
        values = [.. points.Select(point => point.Value)];
    }

    /// <inheritdoc/>
    public override double Quantile(double probability) => Interpolate(probabilities, values, probability);

    /// <inheritdoc/>
    public override double Probability(double value) => value < values[0] ? 0 : Interpolate(values, probabilities, value);

    /// <inheritdoc/>
    public override double Mean => Enumerable.Range(1, values.Length - 1)
        .Sum(i => (probabilities[i] - probabilities[i - 1]) * 0.5 * (values[i] + values[i - 1]));

    /// <inheritdoc/>
    public override double Low => values[0];

    /// <inheritdoc/>
    public override double High => values[^1];

    static double Interpolate(double[] from, double[] to, double at)
    {
        for (var i = 1; i < from.Length; i++)
        {
            if (at < from[i])
                return to[i - 1] + (at - from[i - 1]) / (from[i] - from[i - 1]) * (to[i] - to[i - 1]);
        }

        return to[^1];
    }
}

/// <summary>One of several distributions: the component in whose share the uniform falls, at the rescaled rest.</summary>
public sealed record Mixture : Distribution
{
    readonly (double Share, Distribution Of)[] components;

    /// <summary>Weights with distributions, in the order in which a uniform is spent on them; weights need not add up to 1.</summary>
    public Mixture(IReadOnlyList<(double Weight, Distribution Of)> weighted)
    {
        var total = weighted.Sum(component => component.Weight);
        components = [.. weighted.Select(component => (component.Weight / total, component.Of))];
    }

    /// <inheritdoc/>
    public override double Quantile(double probability)
    {
        var below = 0.0;
        for (var i = 0; i < components.Length - 1; i++)
        {
            var (share, of) = components[i];
            if (probability < below + share)
                return of.Quantile((probability - below) / share);
            below += share;
        }

        return components[^1].Of.Quantile((probability - below) / (1 - below));
    }

    /// <inheritdoc/>
    public override double Probability(double value) => components.Sum(component => component.Share * component.Of.Probability(value));

    /// <inheritdoc/>
    public override double Mean => components.Sum(component => component.Share * component.Of.Mean);

    /// <inheritdoc/>
    public override double Low => components.Min(component => component.Of.Low);

    /// <inheritdoc/>
    public override double High => components.Max(component => component.Of.High);
}

/// <summary>A value that is certain.</summary>
public sealed record Fixed(double Value) : Distribution
{
    /// <inheritdoc/>
    public override double Quantile(double probability) => Value;

    /// <inheritdoc/>
    public override double Probability(double value) => value >= Value ? 1 : 0;

    /// <inheritdoc/>
    public override double Mean => Value;

    /// <inheritdoc/>
    public override double Low => Value;

    /// <inheritdoc/>
    public override double High => Value;
}
