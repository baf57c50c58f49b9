using System.Runtime.Intrinsics;
using CsCheck;
using Portfolio.Model.Blocks;
using Portfolio.Model.Statistics;

namespace Portfolio.Model.Tests.Statistics;

/// <summary>What is put by and counted later is what would have been counted at once.</summary>
public unsafe class PackedFormTests
{
    const int Batch = 16;

    static readonly Gen<double> Whole = Gen.OneOf(Gen.Int[0, 9].Select(i => (double)i), Gen.Int[0, short.MaxValue].Select(i => (double)i));

    /// <summary>Shares at, and a trifle beside, what is rounded up or down; and a rounding error above 1.</summary>
    static readonly Gen<double> Share = Gen.OneOf(
        Gen.Double[0, 1],
        Gen.Select(Gen.Int[0, 1 << 24], Gen.Int[-1, 1], (half, beside) => Beside(half / (double)(1 << 24), beside)),
        Gen.Select(Gen.Int[0, 512], Gen.Int[-1, 1], (half, beside) => Beside(half / 512.0, beside)));

    static readonly Gen<double> Amount = Gen.OneOf(
        Gen.Const(0.0),
        Gen.Double[-3, 3],
        Gen.Select(Gen.Double[-2, 2], Gen.Int[-5, 28], Math.ScaleB),
        Gen.Select(Gen.Int[0, 29], Gen.Int[-1, 1], (octave, beside) => Beside(Math.ScaleB(1, octave), beside)));

    [Fact]
    public void Gather_OfCounts_IsTheirSumsAndBins() => Check<CountForm>(SeriesKind.Count, Whole);

    [Fact]
    public void Gather_OfShares_IsTheirSumsAndBins() => Check<ShareForm>(SeriesKind.Share, Share);

    [Fact]
    public void Gather_OfAmounts_IsTheirSumsAndBins() => Check<AmountForm<WholeScale>>(SeriesKind.Amount, Amount);

    [Fact]
    public void Gather_OfFineAmounts_IsTheirSumsAndBins() => Check<AmountForm<FineScale>>(SeriesKind.FineAmount, Amount);

    [Fact]
    public void Store_OfWhatCannotBePutBy_SaysSo()
    {
        Assert.False(Stored<CountForm>(short.MaxValue + 1.0));
        Assert.False(Stored<AmountForm<WholeScale>>(-2e12));
        Assert.True(Stored<ShareForm>(double.NaN));
    }

    static void Check<TForm>(SeriesKind kind, Gen<double> values)
        where TForm : IPackedForm =>
        Gen.Select(Gen.OneOf(values, values, values, Gen.Const(double.NaN)).Array[Batch * 3], Gen.Int[0, 2]).Sample((all, usual) =>
        {
            var tally = Gathered<TForm>(kind, all, (short)usual);
            var defined = all.Where(value => !double.IsNaN(value)).ToArray();
            var histogram = new Histogram(Quantisation.Span(kind), Quantisation.Piece(kind));
            var expected = new Histogram(Quantisation.Span(kind));
            histogram.Add(tally);
            expected.Add([.. defined.Select(value => Quantisation.Bin(kind, value))]);
            return tally.Moments == defined.Aggregate(default(Moments), (sum, value) => sum.With(Quantisation.ToUnits(kind, value)))
                && histogram.Bins.SequenceEqual(expected.Bins) && histogram.Counts.SequenceEqual(expected.Counts);
        });

    /// <summary>What some values come to, in three batches.</summary>
    static CellTally Gathered<TForm>(SeriesKind kind, double[] values, short usual)
        where TForm : IPackedForm
    {
        using var memory = new LaneMemory();
        var place = memory.Of<byte>(values.Length * TForm.Bytes);
        for (var i = 0; i < values.Length; i += EightLanes.Count)
            Assert.True(TForm.Store(Vector512.Create(values, i), place + i * TForm.Bytes));
        var tally = new CellTally(values.Length);
        tally.Gather(
            kind,
            kind is SeriesKind.Amount or SeriesKind.FineAmount ? (short)0 : usual,
            [.. Enumerable.Range(0, values.Length / Batch).Select(i => new HeldBatch((nint)place + i * Batch * TForm.Bytes, Batch))],
            0);
        return tally;
    }

    static bool Stored<TForm>(double value)
        where TForm : IPackedForm
    {
        using var memory = new LaneMemory();
        return TForm.Store(Vector512.CreateScalar(value), memory.Of<byte>(EightLanes.Count * TForm.Bytes));
    }

    static double Beside(double value, int step) => step switch
    {
        < 0 => Math.Max(0, Math.BitDecrement(value)),
        0 => value,
        _ => Math.BitIncrement(value),
    };
}
