using System.Collections.Concurrent;
using System.Numerics;

namespace Portfolio.Model.Statistics;

/// <summary>
/// Memory that was given back and may be used again: fresh megabytes cost as much as what is written to them. Whoever computes and whoever
/// counts may be on different threads. Nobody holds on to it, so that it goes with the next full collection if it is not wanted.
/// </summary>
static class SpareMemory
{
    /// <summary>Sizes are rounded up by an eighth at most, so that there are few of them.</summary>
    const int StepsOfOctave = 8;

    static readonly ConcurrentDictionary<int, ConcurrentStack<WeakReference<byte[]>>> BySize = new();

    /// <summary>At least so many bytes, which hold anything.</summary>
    public static byte[] Take(int bytes)
    {
        var step = Math.Max(1, (int)(BitOperations.RoundUpToPowerOf2((uint)bytes) / (2 * StepsOfOctave)));
        var size = checked((bytes + step - 1) / step * step);
        for (var spare = Of(size); spare.TryPop(out var weak);)
        {
            if (weak.TryGetTarget(out var memory))
                return memory;
        }

        return GC.AllocateUninitializedArray<byte>(size);
    }

    /// <summary>Gives memory back that was taken.</summary>
    public static void GiveBack(byte[] memory) => Of(memory.Length).Push(new WeakReference<byte[]>(memory));

    static ConcurrentStack<WeakReference<byte[]>> Of(int size) => BySize.GetOrAdd(size, _ => new());
}
