using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;

namespace Portfolio.Model.Leadership;

/// <summary>How steady an initiative's leadership is.</summary>
public static class Stability
{
    /// <summary><c>S = F + (1 − F)·(w·e_programme + (1 − w)·e_initiative)</c>: the framework keeps things steady while leaders change.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Of<T>(T framework, T programmeWeight, T programmeEffectiveness, T initiativeEffectiveness)
        where T : unmanaged, ILanes<T> =>
        framework + (T.Of(1) - framework)
            * (programmeWeight * programmeEffectiveness + (T.Of(1) - programmeWeight) * initiativeEffectiveness);
}
