using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Portfolio.Model.Blocks;
using Portfolio.Model.Lanes;

namespace Portfolio.Model.Benchmarks;

/// <summary>
/// A fixed loop of what the kernel is made of: random words, logarithms, exponentials and fused multiply-adds over state that fits
/// the second-level cache. How fast it goes says how fast the machine is today, so that measurements of different machines and
/// days can be compared as ratios to it.
/// </summary>
public static class Yardstick
{
    const int StateBytes = 256 << 10;
    const int AddsPerStep = 32;

    /// <summary>Goes through the state some times.</summary>
    /// <returns>Steps done, one for each number and pass, and a number that depends on all of them.</returns>
    public static (long Steps, double Check) Run(int passes) =>
        Vector512.IsHardwareAccelerated ? Run<Lanes8>(passes) : Vector256.IsHardwareAccelerated ? Run<Lanes4>(passes) : Run<Lanes1>(passes);

    /// <summary>The same at a given width; the number is the same at each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe (long Steps, double Check) Run<T>(int passes)
        where T : unmanaged, ILanes<T>
    {
        using var memory = new LaneMemory();
        var numbers = StateBytes / sizeof(double);
        var state = memory.Of<T>(numbers / T.Count);
        for (var pass = 0; pass < passes; pass++)
        {
            for (var v = 0; v < numbers / T.Count; v++)
                state[v] = Step(state[v], (uint)(v * T.Count), (uint)pass);
        }

        var check = 0.0;
        for (var i = 0; i < numbers; i++)
            check += ((double*)state)[i];
        return ((long)numbers * passes, check);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static T Step<T>(T value, uint place, uint pass)
        where T : unmanaged, ILanes<T>
    {
        var (word, _, _, _) = LaneDraws.Words(T.AddBits(T.OfBits(place), T.Indices), T.OfBits(pass), T.OfBits(1), T.OfBits(2), 3);
        var decay = Elementary.Exp(Elementary.Log(LaneDraws.Uniform(word)) * T.Of(0.25));
        for (var i = 0; i < AddsPerStep; i++)
            value = T.MultiplyAdd(value, decay, T.Of(0.125));
        return value;
    }
}
