using CsCheck;
using Portfolio.Grains.Runs;

namespace Portfolio.Grains.Tests.Runs;

/// <summary>Columns of numbers in few bytes. Run with DOTNET_EnableAVX512=0 it tests the path without instructions for it.</summary>
public sealed class PackedColumnTests
{
    static readonly Gen<double> Amount = Gen.OneOf(Gen.Double, Gen.OneOfConst(0, -0.0, 1, -1, 0.5, 65_535, 1L << 52, -(1L << 52), 1e300, double.Epsilon, double.NegativeInfinity, OtherNotANumber));

    static readonly Gen<double[]> Columns = Gen.OneOf(
        Of(Gen.Const(7.5)),
        Of(Gen.OneOfConst(2.5, double.NaN)),
        Of(Gen.Frequency((9, Gen.Int[0, 254].Select(whole => (double)whole)), (1, Gen.Const(double.NaN)))),
        Of(Gen.Frequency((9, Gen.Int[0, 65_534].Select(whole => (double)whole)), (1, Gen.Const(double.NaN)))),
        Of(Gen.Frequency((1, Gen.Const(0.0)), (1, Amount))),
        Of(Amount));

    static double OtherNotANumber => BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(double.NaN) + 1);

    [Fact]
    public void Read_OfAnyColumn_HasItsBits() =>
        Columns.Sample(column =>
        {
            var bytes = Written(column);
            var read = new double[column.Length];
            Assert.Equal(bytes.Length, PackedColumn.Read(bytes, read));
            Assert.Equal(Bits(column), Bits(read));
        });

    [Fact]
    public void Write_OfAnyColumn_IsAsDescribed() => Columns.Sample(column => Assert.Equal(Plainly(column), Written(column)));

    static Gen<double[]> Of(Gen<double> number) => number.Array[1, 100];

    static byte[] Written(double[] column)
    {
        var to = new byte[PackedColumn.MostBytes(column.Length)];
        return to[..PackedColumn.Write(column, to)];
    }

    static byte[] Plainly(double[] column)
    {
        var bits = Bits(column);
        ulong[] different = [.. bits.Distinct()];
        double[] numbers = [.. column.Where((_, row) => bits[row] != BitConverter.DoubleToUInt64Bits(double.NaN))];
        if (different.Length == 1)
            return [0, .. Eight(bits[0])];
        if (different.Length == 2 && bits.Length > 8)
            return [4, .. Eight(different[0]), .. Eight(different[1]), .. Marks(bits, different[0])];
        if (numbers.All(number => IsWhole(number, byte.MaxValue)))
            return [1, .. column.Select(number => double.IsNaN(number) ? byte.MaxValue : (byte)number)];
        if (numbers.All(number => IsWhole(number, ushort.MaxValue)))
            return [2, .. column.SelectMany(number => BitConverter.GetBytes(double.IsNaN(number) ? ushort.MaxValue : (ushort)number))];
        return [3, .. Marks(bits, 0), .. bits.Where(each => each != 0).SelectMany(Eight)];
    }

    static bool IsWhole(double number, int below) => number >= 0 && number < below && BitConverter.DoubleToUInt64Bits(Math.Floor(number)) == BitConverter.DoubleToUInt64Bits(number) && !double.IsNegative(number);

    static IEnumerable<byte> Marks(ulong[] bits, ulong one) => bits.Chunk(8).Select(eight => (byte)eight.Select((each, i) => each == one ? 0 : 1 << i).Sum());

    static byte[] Eight(ulong bits) => BitConverter.GetBytes(bits);

    static ulong[] Bits(double[] column) => [.. column.Select(BitConverter.DoubleToUInt64Bits)];
}
