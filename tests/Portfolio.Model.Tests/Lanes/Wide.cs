using System.Runtime.InteropServices;
using Portfolio.Model.Lanes;

namespace Portfolio.Model.Tests.Lanes;

/// <summary>Numbers in and out of lanes.</summary>
static class Wide
{
    /// <summary>Applies a function over lanes to numbers, whose count is a multiple of the lanes'.</summary>
    public static double[] Map<T>(double[] values, Func<T, T> function)
        where T : unmanaged, ILanes<T>
    {
        T[] results = [.. MemoryMarshal.Cast<double, T>(values).ToArray().Select(function)];
        return MemoryMarshal.Cast<T, double>(results).ToArray();
    }

    /// <summary>The lanes' 64 bits.</summary>
    public static ulong[] Bits<T>(T lanes)
        where T : unmanaged, ILanes<T> => MemoryMarshal.Cast<T, ulong>(new[] { lanes }).ToArray();
}
