using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Portfolio.Model.Blocks;

/// <summary>Sites that move on from compartment to compartment.</summary>
/// <remarks>
/// What is due of all channels is listed first and moved afterwards: a loop over a list whose length is known is one the processor runs ahead in,
/// and the thresholds that it compares are on their way from memory by then.
/// </remarks>
sealed unsafe partial class Block<T>
{
    readonly DueMove* dueMoves;
    readonly int* laneAt;

    /// <summary>Some sites that move on in one lane.</summary>
    struct DueMove
    {
        /// <summary>Compartment that they leave, and the channel's time: numbers from the initiative's first undecided ones, and from its first time.</summary>
        public int From;

        /// <summary>Compartment that they enter.</summary>
        public int To;

        /// <summary>Place of the channel's thresholds.</summary>
        public int Place;
    }

    /// <summary>Moves all sites of an initiative that are due.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void MoveSites(int i, ref Due due)
    {
        var end = dueMoves;
        for (var channel = (int)ChannelKind.Abandon; channel >= 0; channel--)
            end = List(i, channel, due.Channels[channel], end);
        var first = initiatives + i * vectors;
        var sites = (double*)&first->Undecided;
        var times = (double*)&first->Time;
        var nexts = (double*)&first->Next;
        var chunks = thresholds;
        var passedOf = positions;
        for (var move = dueMoves; move < end; move++)
        {
            nint from = move->From, to = move->To, place = move->Place;
            var time = times[from];
            var threshold = chunks + place * ChunkRoom + passedOf[place];
            var passed = BitOperations.PopCount(Vector256.LessThan(Vector256.Load(threshold), Vector256.Create(time)).ExtractMostSignificantBits());
            var next = threshold[passed];
            double count = passed;
            if (time <= next && next < double.PositiveInfinity && count <= sites[from])
            {
                passedOf[place] += passed;
                nexts[from] = next;
            }
            else
            {
                count = Fire(ref times[from], ref nexts[from], (int)place, sites[from]);
            }

            sites[from] -= count;
            sites[to] += count;
        }
    }

    /// <summary>
    /// Lists what is due of a channel. Channels are taken from the last compartment to the first, so that each still finds what it held at the
    /// month's start.
    /// </summary>
    /// <returns>End of the list.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    DueMove* List(int i, int channel, ulong bits, DueMove* end)
    {
        if (bits == 0)
            return end;
        var member = plan.Members[i];
        if (member.StagesVary)
            return ListVarying(i, channel, bits, end);
        var onward = channel == member.ContractStages ? (int)ChannelKind.GoLive : channel + 1;
        var (first, from, to) = (PlaceOf(i, channel, 0), channel * T.Count, onward * T.Count);
        var chunks = thresholds;
        var passed = positions;
        for (; bits != 0; bits &= bits - 1)
        {
            var lane = BitOperations.TrailingZeroCount(bits);
            var (at, place) = (laneAt[lane], first + lane);
            (end->From, end->To, end->Place) = (at + from, at + to, place);
            end++;
            if (Sse.IsSupported)
                Sse.Prefetch0(chunks + (nint)place * ChunkRoom + passed[place]);
        }

        return end;
    }

    /// <summary>The same where the number of contracting sub-stages differs from lane to lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    DueMove* ListVarying(int i, int channel, ulong bits, DueMove* end)
    {
        for (; bits != 0; bits &= bits - 1, end++)
        {
            var lane = BitOperations.TrailingZeroCount(bits);
            var onward = channel == StagesOf(i, lane) ? (int)ChannelKind.GoLive : channel + 1;
            (end->From, end->To, end->Place) = (laneAt[lane] + channel * T.Count, laneAt[lane] + onward * T.Count, PlaceOf(i, channel, lane));
        }

        return end;
    }

    double StagesOf(int i, int lane) => At(Terms(i, lane / T.Count)->Adoption.ContractStages, lane % T.Count);
}
