using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;

namespace Portfolio.Model.Delivery;

/// <summary>How far a month takes an initiative through its stage.</summary>
public static class StageProgress
{
    /// <summary><c>1 + β·K</c>: how much a stage's lever speeds it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Helped<T>(T leverEffect, T lever)
        where T : unmanaged, ILanes<T> => T.MultiplyAdd(leverEffect, lever, T.Of(1));

    /// <summary><c>progress + T·(S/S_ref)^γ·(1 + β·K)·fallback / (D·X)</c>: the share of the stage done after a month.</summary>
    /// <param name="progress">The share done before.</param>
    /// <param name="team">Share of the team in place, T.</param>
    /// <param name="steadiness"><c>(S/S_ref)^γ</c>.</param>
    /// <param name="speed">What <see cref="Helped{T}"/> says, times the speed left by prerequisites that stopped unmet.</param>
    /// <param name="inverseMonths">One over the length of the stage: D at reference times the drawn factor X.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T After<T>(T progress, T team, T steadiness, T speed, T inverseMonths)
        where T : unmanaged, ILanes<T> => T.MultiplyAdd(team * speed, steadiness * inverseMonths, progress);
}
