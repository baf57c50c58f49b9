using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;

namespace Portfolio.Model.Leadership;

/// <summary>How steady the leadership of a programme's initiatives is in a month: all that is the same for each of them.</summary>
/// <param name="WithFullLeader">Stability of an initiative whose own leader is fully effective.</param>
/// <param name="OwnWeight">What it loses with one who is not effective at all.</param>
public readonly record struct Stability<T>(T WithFullLeader, T OwnWeight)
    where T : unmanaged, ILanes<T>
{
    /// <summary>Stability of an initiative.</summary>
    /// <param name="shortfall">What its leader's effectiveness lacks of 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public T At(T shortfall) => T.MultiplySubtract(OwnWeight, shortfall, WithFullLeader);
}

/// <summary>Derives the stability of a month.</summary>
public static class Stability
{
    /// <summary><c>S = F + (1 − F)·(w·e_programme + (1 − w)·e_initiative)</c>: the framework keeps things steady while leaders change.</summary>
    /// <param name="framework">Its strength F.</param>
    /// <param name="programmeWeight">Weight w of the programme's leader.</param>
    /// <param name="programmeShortfall">What that leader's effectiveness lacks of 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Stability<T> Of<T>(T framework, T programmeWeight, T programmeShortfall)
        where T : unmanaged, ILanes<T>
    {
        var loose = T.Of(1) - framework;
        var programme = programmeWeight * (T.Of(1) - programmeShortfall);
        var own = T.Of(1) - programmeWeight;
        return new(T.MultiplyAdd(loose, programme + own, framework), loose * own);
    }
}
