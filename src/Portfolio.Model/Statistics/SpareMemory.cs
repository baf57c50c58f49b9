using System.Numerics;
using System.Runtime.InteropServices;

namespace Portfolio.Model.Statistics;

/// <summary>
/// Memory that was given back and may be used again: fresh megabytes cost as much as what is written to them. Who takes and who gives back are mostly on different threads, so that there is one store for all,
/// and not one for each thread, which would fill them one after the other.
/// </summary>
public static class SpareMemory
{
    /// <summary>Sizes are rounded up by an eighth at most, so that there are few of them.</summary>
    const int StepsOfOctave = 8;

    static readonly Spares<byte[]> Spares = new();

    /// <summary>At least so many bytes, which hold anything.</summary>
    public static byte[] Take(int bytes)
    {
        var step = Math.Max(1, (int)(BitOperations.RoundUpToPowerOf2((uint)bytes) / (2 * StepsOfOctave)));
        var size = checked((bytes + step - 1) / step * step);
        return Spares.Take(size) ?? GC.AllocateUninitializedArray<byte>(size);
    }

    /// <summary>Gives memory back that was taken.</summary>
    public static void GiveBack(byte[] memory) => Spares.GiveBack(memory.Length, memory);

    /// <summary>Gives memory back of which this is a part.</summary>
    internal static void GiveBack(ReadOnlyMemory<byte> part)
    {
        if (MemoryMarshal.TryGetArray(part, out var segment))
            GiveBack(segment.Array!);
    }
}
