using CsCheck;
using Portfolio.Model.Lanes;

namespace Portfolio.Model.Tests.Lanes;

/// <summary>Every operation gives in each lane what a single number gives.</summary>
public class LanesTests
{
    static readonly Gen<double[]> Numbers = Gen.OneOf(Gen.Double[-10, 10], Gen.OneOfConst(0.0, -0.0, 1.0, -1.0, 0.5, 1e300)).Array[16];

    [Fact]
    public void Operations_OverLanes_EqualSingleNumbers() =>
        Gen.Select(Numbers, Numbers).Sample((a, b) =>
            Same(a, b, (x, y) => x + y, (x, y) => x + y, (x, y) => x + y)
            && Same(a, b, (x, y) => x - y, (x, y) => x - y, (x, y) => x - y)
            && Same(a, b, (x, y) => x * y, (x, y) => x * y, (x, y) => x * y)
            && Same(a, b, (x, y) => x / y, (x, y) => x / y, (x, y) => x / y)
            && Same(a, b, (x, y) => x < y, (x, y) => x < y, (x, y) => x < y)
            && Same(a, b, (x, y) => x <= y, (x, y) => x <= y, (x, y) => x <= y)
            && Same(a, b, (x, y) => x > y, (x, y) => x > y, (x, y) => x > y)
            && Same(a, b, (x, y) => x >= y, (x, y) => x >= y, (x, y) => x >= y)
            && Same(a, b, (x, y) => x & y, (x, y) => x & y, (x, y) => x & y)
            && Same(a, b, (x, y) => x | y, (x, y) => x | y, (x, y) => x | y)
            && Same(a, b, (x, y) => Lanes1.Xor(x, y, x + y), (x, y) => Lanes4.Xor(x, y, x + y), (x, y) => Lanes8.Xor(x, y, x + y))
            && Same(a, b, Lanes1.Equal, Lanes4.Equal, Lanes8.Equal)
            && Same(a, b, Lanes1.AddBits, Lanes4.AddBits, Lanes8.AddBits)
            && Same(a, b, Lanes1.SubtractBits, Lanes4.SubtractBits, Lanes8.SubtractBits)
            && Same(a, b, Lanes1.MultiplyWords, Lanes4.MultiplyWords, Lanes8.MultiplyWords));

    [Fact]
    public void MoreOperations_OverLanes_EqualSingleNumbers() =>
        Gen.Select(Numbers, Numbers).Sample((a, b) =>
            Same(a, b, (x, y) => Lanes1.MultiplyAdd(x, y, x), (x, y) => Lanes4.MultiplyAdd(x, y, x), (x, y) => Lanes8.MultiplyAdd(x, y, x))
            && Same(a, b, (x, y) => Lanes1.Select(x < y, x, y), (x, y) => Lanes4.Select(x < y, x, y), (x, y) => Lanes8.Select(x < y, x, y))
            && Same(a, b, (x, _) => Lanes1.Sqrt(x), (x, _) => Lanes4.Sqrt(x), (x, _) => Lanes8.Sqrt(x))
            && Same(a, b, (x, _) => Lanes1.Ceiling(x), (x, _) => Lanes4.Ceiling(x), (x, _) => Lanes8.Ceiling(x))
            && Same(a, b, (x, _) => Lanes1.ShiftLeft(x, 11), (x, _) => Lanes4.ShiftLeft(x, 11), (x, _) => Lanes8.ShiftLeft(x, 11))
            && Same(a, b, (x, _) => Lanes1.ShiftRight(x, 46), (x, _) => Lanes4.ShiftRight(x, 46), (x, _) => Lanes8.ShiftRight(x, 46)));

    [Fact]
    public void EveryOperation_AtAnyWidth_EqualsThatOfOneLane() =>
        Gen.Select(Numbers, Numbers).Sample((a, b) =>
        {
            var expected = All<Lanes1>(a, b);
            return expected.SequenceEqual(All<Lanes4>(a, b)) && expected.SequenceEqual(All<Lanes4x2>(a, b))
                && expected.SequenceEqual(All<Lanes8>(a, b)) && expected.SequenceEqual(All<Lanes8x2>(a, b));
        });

    [Fact]
    public void Comparisons_InOneStep_EqualThoseOverAMask() =>
        Gen.Select(Numbers, Numbers).Sample((a, b) =>
            InOneStep<Lanes1>(a, b) && InOneStep<Lanes4>(a, b) && InOneStep<Lanes4x2>(a, b) && InOneStep<Lanes8>(a, b) && InOneStep<Lanes8x2>(a, b));

    static bool InOneStep<T>(double[] a, double[] b)
        where T : unmanaged, ILanes<T>
    {
        var (x, y) = (System.Runtime.InteropServices.MemoryMarshal.Cast<double, T>(a)[0], System.Runtime.InteropServices.MemoryMarshal.Cast<double, T>(b)[0]);
        return T.BitsOfLess(x, y) == T.Bits(x < y) && T.BitsOfAtMost(x, y) == T.Bits(x <= y)
            && Wide.Bits(T.SelectLess(x, y, y, x)).SequenceEqual(Wide.Bits(T.Select(x < y, y, x)))
            && Wide.Bits(T.SelectEqual(x, y, y, x)).SequenceEqual(Wide.Bits(T.Select(T.Equal(x, y), y, x)));
    }

    [Fact]
    public void Bits_OfAMask_AreItsLanesInOrder()
    {
        double[] values = [1, -1, 1, 1, -1, -1, 1, -1];
        var eight = System.Runtime.InteropServices.MemoryMarshal.Cast<double, Lanes8>(values)[0];
        Assert.Equal(0b0100_1101u, Lanes8.Bits(eight > Lanes8.Of(0)));
        var twice = System.Runtime.InteropServices.MemoryMarshal.Cast<double, Lanes4x2>(values)[0];
        Assert.Equal(0b0100_1101u, Lanes4x2.Bits(twice > Lanes4x2.Of(0)));
        var sixteen = System.Runtime.InteropServices.MemoryMarshal.Cast<double, Lanes8x2>((double[])[.. values, -1, .. values[..7]])[0];
        Assert.Equal(0b1001_1010_0100_1101u, Lanes8x2.Bits(sixteen > Lanes8x2.Of(0)));
    }

    [Fact]
    public void Indices_OfLanes_CountFromZero()
    {
        Assert.Equal([0ul, 1, 2, 3], Wide.Bits(Lanes4.Indices));
        Assert.Equal([0ul, 1, 2, 3, 4, 5, 6, 7], Wide.Bits(Lanes8.Indices));
        Assert.Equal([0ul, 1, 2, 3, 4, 5, 6, 7], Wide.Bits(Lanes4x2.Indices));
        Assert.Equal([0ul, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], Wide.Bits(Lanes8x2.Indices));
    }

    [Fact]
    public void Sum_OfTwoVectors_IsThatOfAllLanes()
    {
        double[] values = [3, -1, 4, 1, -5, 9, 2, 6, 5, 3, 5, 8, -9, 7, 9, 3];
        Assert.Equal(19, Lanes4x2.Sum(System.Runtime.InteropServices.MemoryMarshal.Cast<double, Lanes4x2>(values)[0]));
        Assert.Equal(50, Lanes8x2.Sum(System.Runtime.InteropServices.MemoryMarshal.Cast<double, Lanes8x2>(values)[0]));
    }

    [Fact]
    public void StoreByLane_AtAnyWidth_StoresEachLanesNumbersSideBySide()
    {
        double[] expected = [.. Enumerable.Range(0, 64).Select(i => (double)i)];
        Assert.Equal(expected, StoredByLane<Lanes1>());
        Assert.Equal(expected, StoredByLane<Lanes4>());
        Assert.Equal(expected, StoredByLane<Lanes4x2>());
        Assert.Equal(expected, StoredByLane<Lanes8>());
        Assert.Equal(expected, StoredByLane<Lanes8x2>());
    }

    static unsafe double[] StoredByLane<T>()
        where T : unmanaged, ILanes<T>
    {
        double[] Every4th(int first) => [.. Enumerable.Range(0, 16).Select(i => (double)(4 * i + first))];
        var columns = Enumerable.Range(0, 4).Select(first => System.Runtime.InteropServices.MemoryMarshal.Cast<double, T>(Every4th(first)).ToArray()).ToArray();
        var stored = new double[64];
        fixed (double* into = stored)
        {
            for (var i = 0; i < columns[0].Length; i++)
                T.StoreByLane(columns[0][i], columns[1][i], columns[2][i], columns[3][i], into + 4 * T.Count * i);
        }

        return stored;
    }

    /// <summary>What each operation makes of two rows of numbers.</summary>
    static ulong[] All<T>(double[] a, double[] b)
        where T : unmanaged, ILanes<T>
    {
        Func<T, T, T>[] operations =
        [
            (x, y) => x + y, (x, y) => x - y, (x, y) => x * y, (x, y) => x / y, (x, y) => x & y, (x, y) => x | y, (x, y) => T.Xor(x, y, x + y),
            (x, y) => x < y, (x, y) => x > y, (x, y) => x <= y, (x, y) => x >= y, T.Equal, T.Min, T.Max,
            (x, y) => T.Select(x < y, x, y), (x, y) => T.MultiplyAdd(x, y, x), (x, y) => T.MultiplySubtract(x, y, x), T.Without, (x, _) => T.Sqrt(x), (x, _) => T.Ceiling(x),
            T.AddBits, T.SubtractBits, T.MultiplyWords, (x, _) => T.ShiftLeft(x, 11), (x, _) => T.ShiftRight(x, 46), (x, _) => T.Of(3) + T.OfBits(7),
        ];
        return [.. operations.SelectMany(operation => Map(a, b, operation))];
    }

    static bool Same(double[] a, double[] b, Func<Lanes1, Lanes1, Lanes1> one, Func<Lanes4, Lanes4, Lanes4> four, Func<Lanes8, Lanes8, Lanes8> eight)
    {
        ulong[] expected = [.. a.Zip(b, (x, y) => Wide.Bits(one(x, y))[0])];
        return expected.SequenceEqual(Map(a, b, four)) && expected.SequenceEqual(Map(a, b, eight));
    }

    static IEnumerable<ulong> Map<T>(double[] a, double[] b, Func<T, T, T> function)
        where T : unmanaged, ILanes<T>
    {
        var (left, right) = (
            System.Runtime.InteropServices.MemoryMarshal.Cast<double, T>(a).ToArray(), System.Runtime.InteropServices.MemoryMarshal.Cast<double, T>(b).ToArray());
        return left.Zip(right, function).SelectMany(Wide.Bits).ToArray();
    }
}
