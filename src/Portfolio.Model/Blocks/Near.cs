using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Portfolio.Model.Blocks;

/// <summary>Asks for memory before it is wanted, so that it has come near the processor by then.</summary>
static unsafe class Near
{
    const int NumbersOfLine = 8;

    /// <summary>Asks for some numbers. The address may be any: what is not there is not asked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Fetch(double* numbers, int count)
    {
        if (!Sse.IsSupported)
            return;
        Sse.Prefetch0(numbers);
        for (var number = NumbersOfLine; number < count - 1; number += NumbersOfLine)
            Sse.Prefetch0(numbers + number);
        Sse.Prefetch0(numbers + count - 1);
    }
}
