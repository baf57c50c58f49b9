using System.Buffers;
using CsCheck;
using Portfolio.Model.Statistics;

namespace Portfolio.Model.Tests.Statistics;

/// <summary>Bytes in pieces of spare memory.</summary>
public sealed class SparePiecesTests
{
    [Fact]
    public void Written_AnyBytes_AreThereInTheirOrder() =>
        Gen.Int[0, 2 * SparePieces.Size].Array[0, 5].Sample(
            lengths =>
            {
                var pieces = new SparePieces();
                var all = new List<byte>();
                foreach (var length in lengths)
                {
                    byte[] bytes = [.. Enumerable.Range(all.Count, length).Select(i => (byte)(i % 253))];
                    pieces.Write(bytes);
                    all.AddRange(bytes);
                }

                var written = pieces.Written.SelectMany(piece => piece.ToArray()).SequenceEqual(all);
                pieces.GiveBack();
                return written && pieces.Written.Count == 0;
            },
            iter: 30);

    [Theory]
    [InlineData(1)]
    [InlineData(SparePieces.Size)]
    [InlineData(3 * SparePieces.Size)]
    public void GetSpan_AnyLength_LiesInOnePiece(int length)
    {
        var pieces = new SparePieces();
        pieces.Write((ReadOnlySpan<byte>)[1, 2, 3]);
        Assert.True(pieces.GetSpan(length).Length >= length);
        pieces.GetSpan(length)[..length].Fill(4);
        pieces.Advance(length);
        Assert.Equal([1, 2, 3, .. Enumerable.Repeat((byte)4, length)], pieces.Written.SelectMany(piece => piece.ToArray()));
        pieces.GiveBack();
    }
}
