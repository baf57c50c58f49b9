using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Portfolio.Model.Blocks;

/// <summary>Sites that move on from compartment to compartment.</summary>
/// <remarks>
/// What is due of all initiatives is listed first and moved afterwards: a loop over a list whose length is known is one the processor runs ahead in.
/// </remarks>
sealed unsafe partial class Block<T>
{
    const int ListedAtOnce = 8;
    const long Infinity = 0x7FF0_0000_0000_0000;

    readonly DueMove* dueMoves;

    /// <summary>Some sites that move on in one lane.</summary>
    struct DueMove
    {
        /// <summary>Where the channel's gap stands: a number from the first initiative's first gap.</summary>
        public int Gap;

        /// <summary>Place of the channel's thresholds.</summary>
        public int Place;
    }

    /// <summary>Thresholds that are compared at once.</summary>
    static int Compared
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.IsHardwareAccelerated ? Vector512<double>.Count : Vector256<double>.Count;
    }

    static uint AllCompared
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (1u << Compared) - 1;
    }

    /// <summary>Moves all sites that are due.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void MoveSites()
    {
        var end = ListMoves();
        var gaps = (double*)&initiatives->Gap;
        var chunks = thresholds;
        var passedOf = positions;
        for (var move = dueMoves; move < end; move++)
        {
            nint place = move->Place;
            var gap = gaps + move->Gap;
            var threshold = chunks + place * ChunkRoom + passedOf[place];
            var time = *threshold - *gap;
            var due = Due(threshold, time);
            var entered = gap + PlacesOfOne;
            var sites = entered[T.Count];

            // No more than there are: of the bits of what is due, as many as there are sites.
            var most = double.ConvertToIntegerNative<int>(double.MinNative(sites, Compared));
            var passed = BitOperations.PopCount(due & ~(uint.MaxValue << most));
            var next = threshold[passed];
            if (due == AllCompared || BitConverter.DoubleToInt64Bits(next) == Infinity)
            {
                MoveMany(gap, (int)place);
                continue;
            }

            *gap = next - Lived(time, next, threshold[passed - 1]);
            passedOf[place] += passed;
            double count = passed;
            entered[T.Count] = sites - count;
            *entered += count;
        }

        foreach (var member in plan.Members)
        {
            if (member.StagesVary)
                SkipStages(member);
        }
    }

    /// <summary>Moves sites of which more are due than are compared at once, or than there are thresholds in the chunk.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    void MoveMany(double* gap, int place)
    {
        var entered = gap + PlacesOfOne;
        var count = Fire(ref *gap, place, entered[T.Count]);
        entered[T.Count] -= count;
        *entered += count;
    }

    /// <summary>A bit for each of the next few thresholds, set where it is below a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static uint Due(double* threshold, double time) => Vector512.IsHardwareAccelerated
        ? (uint)Vector512.LessThan(Vector512.Load(threshold), Vector512.Create(time)).ExtractMostSignificantBits()
        : Vector256.LessThan(Vector256.Load(threshold), Vector256.Create(time)).ExtractMostSignificantBits();

    /// <summary>The time that sites lived through, without a branch that nobody could foresee: where they ran out, time after the last event does not count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static double Lived(double time, double next, double last)
    {
        var lived = Vector128.CreateScalarUnsafe(time);
        return Vector128.ConditionalSelect(Vector128.GreaterThan(lived, Vector128.CreateScalarUnsafe(next)), Vector128.CreateScalarUnsafe(last), lived).ToScalar();
    }

    /// <summary>Lists the moves that are due, initiative by initiative.</summary>
    /// <returns>End of the list.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    DueMove* ListMoves()
    {
        var end = (ulong*)dueMoves;
        var step = new DueMove { Gap = 1, Place = 1 };
        var ofOne = new DueMove { Gap = sizeof(InitiativeLanes<T>) / sizeof(double), Place = PlacesOfOne };
        var (one, record, first) = (Whole(step), Whole(ofOne), 0UL);
        for (var word = dueOf; word < dueOf + count * vectors; word++, first += record)
        {
            if ((word->Low | word->High) == 0)
                continue;
            end = List(word->Low, first, one, end);
            if (PlacesOfOne > DueLanes.BitsOfWord)
                end = List(word->High, first + DueLanes.BitsOfWord * one, one, end);
        }

        return (DueMove*)end;
    }

    /// <summary>A move in one word, so that two numbers are added up at once.</summary>
    static ulong Whole(DueMove move) => Unsafe.BitCast<DueMove, ulong>(move);

    /// <summary>Lists the bits of a word, eight at a time without asking how many there are; what is beyond the last is written over by the next word's.</summary>
    /// <param name="bits">The bits.</param>
    /// <param name="first">What the first bit stands for.</param>
    /// <param name="step">What each further one adds to it.</param>
    /// <param name="end">End of the list.</param>
    /// <returns>End of the longer list.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static ulong* List(ulong bits, ulong first, ulong step, ulong* end)
    {
        var longer = end + BitOperations.PopCount(bits);
        do
        {
            end[0] = first + TakeFirst(ref bits) * step;
            end[1] = first + TakeFirst(ref bits) * step;
            end[2] = first + TakeFirst(ref bits) * step;
            end[3] = first + TakeFirst(ref bits) * step;
            end[4] = first + TakeFirst(ref bits) * step;
            end[5] = first + TakeFirst(ref bits) * step;
            end[6] = first + TakeFirst(ref bits) * step;
            end[7] = first + TakeFirst(ref bits) * step;
            end += ListedAtOnce;
        }
        while (end < longer);
        return longer;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static ulong TakeFirst(ref ulong bits)
    {
        var first = (ulong)BitOperations.TrailingZeroCount(bits);
        bits &= bits - 1;
        return first;
    }

    /// <summary>Sites that entered a contracting sub-stage which their lane does not have go on to the first that it has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void SkipStages(MemberPlan member)
    {
        for (var v = 0; v < vectors; v++)
        {
            var s = initiatives + member.Index * vectors + v;
            for (var stage = member.ContractStages - 1; stage > 0; stage--)
            {
                var skipped = (Terms(member.Index, v)->Adoption.ContractStages <= T.Of(stage)) & s->Upstream[stage];
                s->Upstream[stage] -= skipped;
                s->Upstream[stage - 1] += skipped;
            }
        }
    }
}
