using System.Buffers;

namespace Portfolio.Model.Statistics;

/// <summary>
/// Bytes that are written one after the other into pieces of spare memory. Pieces are of one size, so that what grows a little each time it is written takes no more room than it fills, and finds that
/// again. What is asked for at once lies in one piece.
/// </summary>
public sealed class SparePieces : IBufferWriter<byte>
{
    /// <summary>Bytes of a piece, unless more are asked for at once.</summary>
    public const int Size = 1 << 19;

    readonly List<ReadOnlyMemory<byte>> full = [];
    byte[] last = [];
    int length;

    /// <summary>What is written, piece by piece; good until it is given back.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Written => length == 0 ? [.. full] : [.. full, last.AsMemory(0, length)];

    /// <summary>Pieces as one.</summary>
    public static byte[] Joined(IReadOnlyList<ReadOnlyMemory<byte>> pieces)
    {
        var joined = new byte[pieces.Sum(piece => piece.Length)];
        var rest = joined.AsSpan();
        foreach (var piece in pieces)
        {
            piece.Span.CopyTo(rest);
            rest = rest[piece.Length..];
        }

        return joined;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (last.Length - length < Math.Max(1, sizeHint))
            TakeAnother(sizeHint);
        return last.AsMemory(length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <inheritdoc/>
    public void Advance(int count) => length += count;

    /// <summary>Lets others use the memory; nobody may ask for what was written any more.</summary>
    public void GiveBack()
    {
        foreach (var piece in full)
            SpareMemory.GiveBack(piece);
        if (last.Length > 0)
            SpareMemory.GiveBack(last);
        full.Clear();
        (last, length) = ([], 0);
    }

    void TakeAnother(int bytes)
    {
        if (length > 0)
            full.Add(last.AsMemory(0, length));
        else if (last.Length > 0)
            SpareMemory.GiveBack(last);
        (last, length) = (SpareMemory.Take(Math.Max(Size, bytes)), 0);
    }
}
