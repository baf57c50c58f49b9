using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;

namespace Portfolio.Model.Simulation;

/// <summary>What one site of an initiative brings and costs in a month, discounted to the start (step 10).</summary>
/// <param name="Cash">Cash benefit of a live site, in pounds, to be multiplied by what the initiative's quality makes of it.</param>
/// <param name="Qalys">Quality-adjusted life years of a live site, not discounted.</param>
/// <param name="Health">Their worth, in pounds.</param>
/// <param name="Running">Running cost of a live site, in pounds.</param>
/// <param name="GoingLive">Cost of going live, in pounds.</param>
public readonly record struct SiteWorth<T>(T Cash, T Qalys, T Health, T Running, T GoingLive)
    where T : unmanaged, ILanes<T>
{
    /// <summary>Benefit of a month, in pounds.</summary>
    /// <param name="live">Live sites.</param>
    /// <param name="benefitFactor"><c>exp(σ_B·Q − σ_B²/2)</c>.</param>
    /// <param name="health">The part of it that QALYs bring.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public T Benefit(T live, T benefitFactor, T health) => T.MultiplyAdd(live * benefitFactor, Cash, health);

    /// <summary>Cost of a month, in pounds.</summary>
    /// <param name="live">Live sites.</param>
    /// <param name="wentLive">Sites that went live.</param>
    /// <param name="received">Money received, discounted.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public T Cost(T live, T wentLive, T received) => T.MultiplyAdd(wentLive, GoingLive, T.MultiplyAdd(live, Running, received));
}

/// <summary>Derives the worth of sites.</summary>
public static class SiteWorth
{
    const double PerYear = 1.0 / 12;

    /// <summary>The worth of a site in a month.</summary>
    /// <param name="value">The initiative's numbers.</param>
    /// <param name="capability">Stock of the capability lever.</param>
    /// <param name="discount">Discount factor of money.</param>
    /// <param name="healthDiscount">Discount factor of health.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static SiteWorth<T> Of<T>(in ValueTerms<T> value, T capability, T discount, T healthDiscount)
        where T : unmanaged, ILanes<T>
    {
        var realised = value.Realised(capability);
        var monthly = T.Of(PerYear) * discount;
        var qalys = value.Qalys * realised;
        return new(value.Benefit * realised * monthly, qalys, qalys * (value.QalyValue * healthDiscount), value.Running * monthly, value.Deploy * discount);
    }
}
