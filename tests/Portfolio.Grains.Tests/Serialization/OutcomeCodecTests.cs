using Portfolio.Grains.Runs;
using Portfolio.Model.Outcomes;

namespace Portfolio.Grains.Tests.Serialization;

/// <summary>Outcomes keep every bit, in whatever form their columns are packed.</summary>
public sealed class OutcomeCodecTests
{
    [Theory]
    [InlineData(7.5, 7.5, 7.5)]
    [InlineData(0, 1, 254)]
    [InlineData(0, double.NaN, 255)]
    [InlineData(1, double.NaN, 65_534)]
    [InlineData(1, 2, 65_535)]
    [InlineData(0, -0.0, 3)]
    [InlineData(-1, 0, double.NegativeInfinity)]
    [InlineData(0.5, 0, 1e300)]
    public void Decode_AnyKindOfNumbers_KeepTheirBits(double one, double other, double third)
    {
        var table = new OutcomeTable(1, 0, 3);
        foreach (var column in table.Columns)
            (column[0], column[1], column[2]) = (one, other, third);
        Same.Outcomes(table, Decoded(OutcomeCodec.Encode(table), table));
    }

    [Theory]
    [InlineData(9, 0, 1)]
    [InlineData(64, 1, 0)]
    [InlineData(77, double.NaN, -0.0)]
    public void Decode_TwoNumbers_KeepTheirBitsAndTakeABitEach(int rows, double one, double other)
    {
        var table = new OutcomeTable(1, 0, rows);
        foreach (var column in table.Columns)
        {
            for (var row = 0; row < rows; row++)
                column[row] = row * row % 7 == 2 ? other : one;
        }

        var encoded = OutcomeCodec.Encode(table);
        Same.Outcomes(table, Decoded(encoded, table));
        Assert.InRange(encoded.Count, 1, 5 + table.Columns.Count * (1 + 2 * sizeof(double) + (rows + 7) / 8));
    }

    [Fact]
    public void Decode_NotANumberOfOtherBits_KeepsThem()
    {
        var table = new OutcomeTable(1, 0, 2);
        table[0, Outcome.Live][1] = BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(double.NaN) + 1);
        Same.Outcomes(table, Decoded(OutcomeCodec.Encode(table), table));
    }

    [Fact]
    public void Decode_SimulatedOutcomes_AreTheSameAndTakeLessThanHalf()
    {
        var table = Plain.Range(0, 192).Outcomes;
        var encoded = OutcomeCodec.Encode(table);
        Same.Outcomes(table, Decoded(encoded, table));
        Assert.InRange(encoded.Count, 1, table.Columns.Count * table.Rows * sizeof(double) / 2);
    }

    [Fact]
    public void Decode_FormOfBefore_IsStillRead()
    {
        var table = Plain.Range(0, 64).Outcomes;
        var before = Compressed.Of(writer =>
        {
            writer.Write(table.Rows);
            foreach (var value in table.Columns.SelectMany(column => column))
                writer.Write(value);
        });
        Same.Outcomes(table, Decoded(before.Memory, table));
    }

    [Fact]
    public void Decode_NewerForm_IsRefused()
    {
        var encoded = OutcomeCodec.Encode(new OutcomeTable(1, 0, 1)).ToArray();
        encoded[0] = 9;
        var refusal = Assert.Throws<InvalidDataException>(() => OutcomeCodec.Decode(encoded, 1, 0));
        Assert.Contains("form 9", refusal.Message, StringComparison.Ordinal);
    }

    static OutcomeTable Decoded(ReadOnlyMemory<byte> encoded, OutcomeTable like) =>
        OutcomeCodec.Decode(encoded, (like.Columns.Count - (2 * like.Targets)) / OutcomeTable.OutcomeCount, like.Targets);
}
