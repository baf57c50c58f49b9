using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;

namespace Portfolio.Model.Delivery;

/// <summary>How far a month takes an initiative through its stage.</summary>
public static class StageProgress
{
    /// <summary><c>T·(S/S_ref)^γ·(1 + β·K)·fallback / (D·X)</c>: the share of the stage done in a month.</summary>
    /// <param name="team">Share of the team in place, T.</param>
    /// <param name="steadiness"><c>(S/S_ref)^γ</c>.</param>
    /// <param name="leverEffect">Effect β of the stage's lever.</param>
    /// <param name="lever">Its stock K.</param>
    /// <param name="fallback">Speed left by prerequisites that stopped unmet.</param>
    /// <param name="months">Length of the stage: D at reference times the drawn factor X.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T InMonth<T>(T team, T steadiness, T leverEffect, T lever, T fallback, T months)
        where T : unmanaged, ILanes<T> =>
        team * steadiness * (T.Of(1) + leverEffect * lever) * fallback / months;
}
