namespace Portfolio.Model.Lanes;

/// <summary>
/// Some replications side by side: one double-precision number each, computed together. A formula written over lanes is
/// written once; how many there are is the machine's affair and changes no bit of the result.
/// </summary>
/// <remarks>
/// Every operation rounds as IEEE 754 says or moves bits, so that all widths and all machines agree. A mask is a lane whose bits
/// are all set or all clear.
/// </remarks>
/// <typeparam name="T">The lanes themselves.</typeparam>
public interface ILanes<T>
    where T : unmanaged, ILanes<T>
{
    /// <summary>Number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>The same number in each lane.</summary>
    static abstract T Of(double value);

    /// <summary>The same 64 bits in each lane.</summary>
    static abstract T OfBits(ulong bits);

    /// <summary>The lane's own index, from 0, as a whole number of 64 bits.</summary>
    static abstract T Indices { get; }

    /// <summary>Sums.</summary>
    static abstract T operator +(T left, T right);

    /// <summary>Differences.</summary>
    static abstract T operator -(T left, T right);

    /// <summary>Products.</summary>
    static abstract T operator *(T left, T right);

    /// <summary>Quotients.</summary>
    static abstract T operator /(T left, T right);

    /// <summary><c>left·right + addend</c>, rounded once.</summary>
    static abstract T MultiplyAdd(T left, T right, T addend);

    /// <summary><c>from − left·right</c>, rounded once.</summary>
    static abstract T MultiplySubtract(T left, T right, T from);

    /// <summary>Square roots.</summary>
    static abstract T Sqrt(T value);

    /// <summary>The smallest whole numbers not below.</summary>
    static abstract T Ceiling(T value);

    /// <summary>Where left is less than right.</summary>
    static abstract T operator <(T left, T right);

    /// <summary>Where left is greater than right.</summary>
    static abstract T operator >(T left, T right);

    /// <summary>Where left is at most right.</summary>
    static abstract T operator <=(T left, T right);

    /// <summary>Where left is at least right.</summary>
    static abstract T operator >=(T left, T right);

    /// <summary>Where both are equal numbers.</summary>
    static abstract T Equal(T left, T right);

    /// <summary>Bits set in both.</summary>
    static abstract T operator &(T left, T right);

    /// <summary>Bits set in either.</summary>
    static abstract T operator |(T left, T right);

    /// <summary>Bits set in one of them or in all three.</summary>
    static abstract T Xor(T first, T second, T third);

    /// <summary>Bits set in the first and not in the second.</summary>
    static abstract T Without(T value, T mask);

    /// <summary>One number where the mask is set, another where it is not.</summary>
    static abstract T Select(T mask, T yes, T no);

    /// <summary>The smaller; the second where neither is.</summary>
    static abstract T Min(T left, T right);

    /// <summary>The larger; the second where neither is.</summary>
    static abstract T Max(T left, T right);

    /// <summary>A bit for each lane, the first lane lowest: whether the mask is set.</summary>
    static abstract uint Bits(T mask);

    /// <summary>A bit for each lane, the first lane lowest: whether left is less than right. Like what follows, without a mask in between, which would cost as much again.</summary>
    static abstract uint BitsOfLess(T left, T right);

    /// <summary>The same: whether left is at most right.</summary>
    static abstract uint BitsOfAtMost(T left, T right);

    /// <summary>One number where left is less than right, another where it is not.</summary>
    static abstract T SelectLess(T left, T right, T yes, T no);

    /// <summary>One number where both are equal, another where they are not.</summary>
    static abstract T SelectEqual(T left, T right, T yes, T no);

    /// <summary>Sums of whole numbers of 64 bits.</summary>
    static abstract T AddBits(T left, T right);

    /// <summary>Differences of whole numbers of 64 bits.</summary>
    static abstract T SubtractBits(T left, T right);

    /// <summary>Bits moved up; zeros come in.</summary>
    static abstract T ShiftLeft(T value, int count);

    /// <summary>Bits moved down; zeros come in.</summary>
    static abstract T ShiftRight(T value, int count);

    /// <summary>Products of the lower 32 bits, with 64 bits each.</summary>
    static abstract T MultiplyWords(T left, T right);

    /// <summary>The sum over the lanes; of whole numbers, so that the order does not matter.</summary>
    static abstract double Sum(T value);

    /// <summary>The numbers of a table of sixteen that the lanes' lowest four bits name.</summary>
    static abstract unsafe T Lookup(double* table, T index);

    /// <summary>Stores four numbers of each lane side by side, lane after lane.</summary>
    static abstract unsafe void StoreByLane(T first, T second, T third, T fourth, double* target);
}
