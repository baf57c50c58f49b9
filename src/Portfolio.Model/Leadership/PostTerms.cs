using System.Runtime.CompilerServices;
using Portfolio.Model.Distributions;
using Portfolio.Model.Lanes;
using Portfolio.Model.Parameters;

namespace Portfolio.Model.Leadership;

/// <summary>The numbers of a post as its formulas use them.</summary>
/// <remarks>Of lanes only, so that terms of single replications can be laid side by side.</remarks>
public struct PostTerms<T>
    where T : unmanaged, ILanes<T>
{
    /// <summary>Scale λ of the Weibull tenure: mean over Γ(1 + 1/k), in months.</summary>
    public T TenureScale;

    /// <summary>One over the tenure's shape k.</summary>
    public T InverseShape;

    /// <summary><c>(a₀/λ)^k</c>: what a leader who is already a₀ months in post has served of an exponential time.</summary>
    public T Served;

    /// <summary>Mean vacancy, in months.</summary>
    public T VacancyMonths;

    /// <summary>σ of the lognormal vacancy.</summary>
    public T VacancySigma;

    /// <summary>What a leader who starts lacks in effectiveness: 1 − e₀.</summary>
    public T NewShortfall;

    /// <summary>What the leader of the first month lacks: <c>(1 − e₀)·exp(−a₀/ramp)</c>.</summary>
    public T FirstShortfall;

    /// <summary>What a vacant post lacks: 1 − e_V.</summary>
    public T VacantShortfall;

    /// <summary>Share of the shortfall left after each month: exp(−1/ramp).</summary>
    public T RampDecay;

    /// <summary>How much faster the clock of a leader without money runs.</summary>
    public T Stress;

    /// <summary>Months the leader of the first month has been in post.</summary>
    public T MonthsInPost;

    /// <summary>How long a leader stays, on the clock: <c>λ·(served − ln u)^{1/k}</c>.</summary>
    /// <param name="served">0, or what the first leader has served before.</param>
    /// <param name="exponential">−ln u.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly T Tenure(T served, T exponential) => TenureScale * Elementary.Power(served + exponential, InverseShape);

    /// <summary>Whole months that a post stands empty, at least one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly T Vacancy(T normal) => Elementary.Max(T.Of(1), T.Ceiling(VacancyMonths * Spread.Of(VacancySigma, normal)));

    /// <summary>How far a leader's clock runs in a month: <c>κ·exp(stress·(1 − f))</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly T ClockStep(T turnover, T funded) => turnover * Elementary.Exp(Stress * (T.Of(1) - funded));
}

/// <summary>Derives the terms of posts.</summary>
public static class PostTerms
{
    /// <summary>The terms of a post.</summary>
    public static PostTerms<Lanes1> Of(in PostParameters p)
    {
        var scale = p.TenureMonths / SpecialFunctions.Gamma(1 + 1 / p.TenureShape);
        return new PostTerms<Lanes1>
        {
            TenureScale = scale,
            InverseShape = 1 / p.TenureShape,
            Served = p.MonthsInPost == 0 ? 0 : Scalar.Power(p.MonthsInPost / scale, p.TenureShape),
            VacancyMonths = p.VacancyMonths,
            VacancySigma = Spread.Sigma(p.VacancyCv),
            NewShortfall = 1 - p.InitialEffectiveness,
            FirstShortfall = (1 - p.InitialEffectiveness) * Scalar.Exp(-p.MonthsInPost / p.RampMonths),
            VacantShortfall = 1 - p.VacantEffectiveness,
            RampDecay = Scalar.Exp(-1 / p.RampMonths),
            Stress = p.TurnoverStress,
            MonthsInPost = p.MonthsInPost,
        };
    }
}
