using System.Runtime.InteropServices;

namespace Portfolio.Model.Blocks;

/// <summary>Memory of a block: aligned to cache lines, cleared, freed all at once.</summary>
sealed unsafe class LaneMemory : IDisposable
{
    const nuint Alignment = 64;

    readonly List<nint> pieces = [];

    /// <summary>Room for some values, all bits clear.</summary>
    public TValue* Of<TValue>(int count)
        where TValue : unmanaged
    {
        var bytes = (nuint)sizeof(TValue) * (nuint)Math.Max(1, count);
        var piece = NativeMemory.AlignedAlloc(bytes, Alignment);
        NativeMemory.Clear(piece, bytes);
        pieces.Add((nint)piece);
        return (TValue*)piece;
    }

    public void Dispose()
    {
        foreach (var piece in pieces)
            NativeMemory.AlignedFree((void*)piece);
        pieces.Clear();
    }
}
