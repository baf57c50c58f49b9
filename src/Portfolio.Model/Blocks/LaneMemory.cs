using System.Runtime.InteropServices;

namespace Portfolio.Model.Blocks;

/// <summary>Memory of a block: aligned to cache lines, freed all at once.</summary>
sealed unsafe class LaneMemory : IDisposable
{
    const nuint Alignment = 64;

    readonly List<nint> pieces = [];

    /// <summary>Room for some values, all bits clear.</summary>
    public TValue* Of<TValue>(int count)
        where TValue : unmanaged
    {
        var piece = Uncleared<TValue>(count);
        NativeMemory.Clear(piece, Bytes<TValue>(count));
        return piece;
    }

    /// <summary>Room for many values of which few are ever written; the others are whatever they are.</summary>
    public TValue* Uncleared<TValue>(int count)
        where TValue : unmanaged
    {
        var piece = NativeMemory.AlignedAlloc(Bytes<TValue>(count), Alignment);
        pieces.Add((nint)piece);
        return (TValue*)piece;
    }

    static nuint Bytes<TValue>(int count)
        where TValue : unmanaged => (nuint)sizeof(TValue) * (nuint)Math.Max(1, count);

    public void Dispose()
    {
        foreach (var piece in pieces)
            NativeMemory.AlignedFree((void*)piece);
        pieces.Clear();
    }
}
