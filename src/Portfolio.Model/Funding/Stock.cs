using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;

namespace Portfolio.Model.Funding;

/// <summary>A stock between 0 and 1 that spending builds and time wears down: a lever's, or the framework's strength.</summary>
public static class Stock
{
    /// <summary><c>K + gain·x·(1 − K) − decay·K</c>, kept in [0, 1], with <c>x = min(2, received / full spend)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Next<T>(T stock, T received, T fullSpend, T gain, T decay)
        where T : unmanaged, ILanes<T>
    {
        var next = stock + gain * Elementary.Min(T.Of(2), received / fullSpend) * (T.Of(1) - stock) - decay * stock;
        return Elementary.Max(T.Of(0), Elementary.Min(T.Of(1), next));
    }
}
