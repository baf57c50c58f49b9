using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Portfolio.Model;

/// <summary>Asks for memory before it is wanted, so that it has come near the processor by then. An address may be any: what is not there is not asked for.</summary>
static unsafe class Near
{
    const int NumbersOfLine = 8;

    /// <summary>Asks for what lies in the same line of the cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Fetch(void* address)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(address);
    }

    /// <summary>Asks for some numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Fetch(double* numbers, int count)
    {
        Fetch(numbers);
        for (var number = NumbersOfLine; number < count - 1; number += NumbersOfLine)
            Fetch(numbers + number);
        Fetch(numbers + count - 1);
    }
}
