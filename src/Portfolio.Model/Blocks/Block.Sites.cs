using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Portfolio.Model.Blocks;

/// <summary>Sites that move on from compartment to compartment.</summary>
/// <remarks>
/// What is due of all initiatives is listed first and moved afterwards: a loop over a list whose length is known is one the processor runs ahead in, and thresholds,
/// which are too many to stay near it, are asked for before they are wanted.
/// </remarks>
sealed unsafe partial class Block<T>
{
    const long Infinity = 0x7FF0_0000_0000_0000;

    /// <summary>Moves before a threshold is wanted at which it is asked for.</summary>
    const int MovesAhead = 32;

    readonly int* dueMoves;

    /// <summary>Thresholds that are compared at once.</summary>
    static int Compared
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.IsHardwareAccelerated ? Vector512<double>.Count : Vector256<double>.Count;
    }

    /// <summary>Numbers of an initiative besides the gaps of its channels.</summary>
    static nuint OtherNumbersOfOne
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (nuint)(sizeof(InitiativeLanes<T>) / sizeof(double) - PlacesOfOne);
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
            if (move + MovesAhead < end)
            {
                var ahead = (nuint)(uint)move[MovesAhead];
                Near.Fetch(chunks + ahead * (uint)ChunkRoom + passedOf[ahead], Compared);
            }

            var place = (nuint)(uint)*move;
            var gap = gaps + place + place / (uint)PlacesOfOne * OtherNumbersOfOne;
            var threshold = chunks + place * (uint)ChunkRoom + passedOf[place];
            var time = *threshold - *gap;
            var entered = gap + PlacesOfOne;
            var sites = entered[T.Count];
            var passed = Due(threshold, time, sites);
            var next = threshold[passed];
            if (passed == Compared || BitConverter.DoubleToInt64Bits(next) == Infinity)
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

    /// <summary>How many of the next few thresholds are below a time, but no more than there are sites to move.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static int Due(double* threshold, double time, double sites)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var below = Vector512.LessThan(Vector512.Load(threshold), Vector512.Create(time));
            return BitOperations.PopCount((below & Vector512.LessThan(Vector512<double>.Indices, Vector512.Create(sites))).ExtractMostSignificantBits());
        }
        else
        {
            var below = Vector256.LessThan(Vector256.Load(threshold), Vector256.Create(time));
            return BitOperations.PopCount((below & Vector256.LessThan(Vector256<double>.Indices, Vector256.Create(sites))).ExtractMostSignificantBits());
        }
    }

    /// <summary>The time that sites lived through, without a branch that nobody could foresee: where they ran out, time after the last event does not count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static double Lived(double time, double next, double last)
    {
        var lived = Vector128.CreateScalarUnsafe(time);
        return Vector128.ConditionalSelect(Vector128.GreaterThan(lived, Vector128.CreateScalarUnsafe(next)), Vector128.CreateScalarUnsafe(last), lived).ToScalar();
    }

    /// <summary>Lists the places of the channels that are due, initiative by initiative.</summary>
    /// <returns>End of the list.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int* ListMoves()
    {
        var end = dueMoves;
        var first = 0;
        for (var due = dueOf; due < dueOf + count * vectors; due++, first += PlacesOfOne)
        {
            if ((due->Low | due->High) == 0)
                continue;
            end = SetBits.List(end, due->Low, first);
            if (PlacesOfOne > DueLanes.BitsOfWord)
                end = SetBits.List(end, due->High, first + DueLanes.BitsOfWord);
        }

        return end;
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
