using Portfolio.Contracts.V1;
using Portfolio.Model.Distributions;
using Lognormal = Portfolio.Model.Distributions.Lognormal;
using Mixture = Portfolio.Model.Distributions.Mixture;
using Uniform = Portfolio.Model.Distributions.Uniform;

namespace Portfolio.Definitions.Compiling;

/// <summary>Numbers of a definition as distributions of the model.</summary>
static class Distributions
{
    /// <summary>The distribution of a number whose own numbers have been checked.</summary>
    public static Distribution Of(Number number)
    {
        var whole = Untruncated(number);
        return number.Truncate is { } range ? Cut(whole, range) : whole;
    }

    /// <summary>The share of the distribution that its truncation keeps.</summary>
    public static double Kept(Number number) => Cut(Untruncated(number), number.Truncate).Kept;

    static Truncated Cut(Distribution whole, Contracts.V1.Range range) =>
        new(whole, range.HasLow ? range.Low : double.NegativeInfinity, range.HasHigh ? range.High : double.PositiveInfinity);

    static Distribution Untruncated(Number number) => number.QuantityCase switch
    {
        Number.QuantityOneofCase.Uniform => new Uniform(number.Uniform.Low, number.Uniform.High),
        Number.QuantityOneofCase.Triangular => new Model.Distributions.Triangular(number.Triangular.Low, number.Triangular.Mode, number.Triangular.High),
        Number.QuantityOneofCase.Pert => BetaDistribution.Pert(number.Pert.Low, number.Pert.Mode, number.Pert.High),
        Number.QuantityOneofCase.Normal => new Model.Distributions.Normal(number.Normal.Mean, number.Normal.Sd),
        Number.QuantityOneofCase.Lognormal when number.Lognormal.HasMean => Lognormal.FromMean(number.Lognormal.Mean, number.Lognormal.Cv),
        Number.QuantityOneofCase.Lognormal => Lognormal.FromMedian(number.Lognormal.Median, number.Lognormal.Sigma),
        Number.QuantityOneofCase.Beta => new BetaDistribution(number.Beta.Alpha, number.Beta.Beta_),
        Number.QuantityOneofCase.Gamma => new GammaDistribution(number.Gamma.Shape, number.Gamma.Mean),
        Number.QuantityOneofCase.Pareto => new BoundedPareto(number.Pareto.Minimum, number.Pareto.Alpha, number.Pareto.Cap),
        Number.QuantityOneofCase.Discrete => new Model.Distributions.Discrete(number.Discrete.Values.Select(value => (value.Value, value.Weight))),
        Number.QuantityOneofCase.Empirical when number.Empirical.Values.Count > 0 => Model.Distributions.Discrete.Observed(number.Empirical.Values),
        Number.QuantityOneofCase.Empirical => new QuantileTable([.. number.Empirical.Quantiles.Select(point => (point.Probability, point.Value))]),
        Number.QuantityOneofCase.Mixture => new Mixture([.. number.Mixture.Components.Select(component => (component.Weight, Of(component.Of)))]),
        _ => new Fixed(number.Value),
    };
}
