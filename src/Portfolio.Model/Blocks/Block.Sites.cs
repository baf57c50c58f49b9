using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Portfolio.Model.Randomness;

namespace Portfolio.Model.Blocks;

/// <summary>Sites that move on from compartment to compartment, and the thresholds of internal time at which they do.</summary>
/// <remarks>
/// Of each channel and lane a chunk of thresholds is kept: the running sums of its exponentials, in the order of the events, then as many
/// infinite ones as there are lanes. So what a month passes is found by comparing as many thresholds at a time, without a branch for each event.
/// </remarks>
sealed unsafe partial class Block<T>
{
    readonly double* thresholds;
    readonly int* fired;

    /// <summary>Streams of the channels.</summary>
    static ReadOnlySpan<RandomStream> Streams =>
    [
        RandomStream.Decide, RandomStream.Contract, RandomStream.Contract + 1, RandomStream.Contract + 2, RandomStream.Contract + 3,
        RandomStream.GoLive, RandomStream.Abandon, RandomStream.Incident,
    ];

    /// <summary>Thresholds of a channel and lane that are drawn at once: those of one call of the generator over lanes.</summary>
    static int Chunk
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 4 * T.Count;
    }

    /// <summary>Room for a chunk and the infinite ones behind it.</summary>
    static int ChunkRoom
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 5 * T.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    int PlaceOf(int i, int channel, int lane) => (i * Channels<T>.Length + channel) * lanes + lane;

    /// <summary>Channels are taken from the last compartment to the first, so that each still finds what it held at the month's start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void MoveSites(int i, ref Due due)
    {
        var member = plan.Members[i];
        Fetch(i, ref due);
        for (var channel = (int)ChannelKind.Abandon; channel >= 0; channel--)
        {
            if (due.Channels[channel] == 0)
                continue;
            if (member.StagesVary)
                MoveVarying(i, channel, due.Channels[channel]);
            else
                Move(i, channel, channel == member.ContractStages ? (int)ChannelKind.GoLive : channel + 1, due.Channels[channel]);
        }
    }

    /// <summary>The same where the number of contracting sub-stages differs from lane to lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void MoveVarying(int i, int channel, ulong bits)
    {
        for (; bits != 0; bits &= bits - 1)
        {
            var lane = BitOperations.TrailingZeroCount(bits);
            var last = At(Terms(i, lane / T.Count)->Adoption.ContractStages, lane % T.Count);
            Move(i, channel, channel == last ? (int)ChannelKind.GoLive : channel + 1, bits & (~bits + 1));
        }
    }

    /// <summary>Moves sites through a channel in some lanes.</summary>
    /// <param name="i">The initiative.</param>
    /// <param name="channel">The channel, and the compartment that it leads from.</param>
    /// <param name="onward">The compartment that it leads to.</param>
    /// <param name="bits">The lanes in which something is due: at least one event, as time stays behind the next threshold wherever nobody is left.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Move(int i, int channel, int onward, ulong bits)
    {
        var first = initiatives + i * vectors;
        var from = (double*)(&first->Undecided + channel);
        var to = (double*)(&first->Undecided + onward);
        var time = (double*)((T*)&first->Time + channel);
        var next = (double*)((T*)&first->Next + channel);
        var wentLive = channel == (int)ChannelKind.GoLive ? (double*)&first->WentLive : null;
        var chunks = thresholds + PlaceOf(i, channel, 0) * ChunkRoom;
        var numbers = fired + PlaceOf(i, channel, 0);
        for (; bits != 0; bits &= bits - 1)
        {
            var lane = (nuint)BitOperations.TrailingZeroCount(bits);
            var at = lane / (nuint)T.Count * (nuint)(sizeof(InitiativeLanes<T>) / sizeof(double)) + lane % (nuint)T.Count;
            var number = numbers[lane];
            var threshold = chunks + (lane * (nuint)ChunkRoom + (nuint)(number & (Chunk - 1)));
            var passed = BitOperations.PopCount(T.Bits(*(T*)threshold < T.Of(time[at])));
            double count = passed;
            if (passed < T.Count && (number & (Chunk - 1)) + passed < Chunk && count <= from[at])
            {
                numbers[lane] = number + passed;
                next[at] = threshold[passed];
            }
            else
            {
                count = Fire(i, channel, (int)lane, from[at]);
            }

            from[at] -= count;
            to[at] += count;
            if (wentLive != null)
                wentLive[at] = count;
        }
    }

    /// <summary>Asks for the thresholds that are about to be compared, as they seldom lie near the processor still.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    void Fetch(int i, ref Due due)
    {
        if (!Sse.IsSupported)
            return;
        for (var channel = (int)ChannelKind.Abandon; channel >= 0; channel--)
        {
            var first = PlaceOf(i, channel, 0);
            for (var bits = due.Channels[channel]; bits != 0; bits &= bits - 1)
            {
                var place = first + BitOperations.TrailingZeroCount(bits);
                Sse.Prefetch0(thresholds + place * ChunkRoom + (fired[place] & (Chunk - 1)));
            }
        }
    }

    /// <summary>Fires what is due of a channel event by event: where many fire, where a chunk ends and where sites run out.</summary>
    /// <returns>How many fired, no more than there are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    double Fire(int i, int channel, int lane, double available)
    {
        var s = Of(i, lane);
        var k = lane % T.Count;
        var place = PlaceOf(i, channel, lane);
        var chunk = thresholds + place * ChunkRoom;
        ref var time = ref Lane(ref s->Time[channel], k);
        ref var number = ref fired[place];
        var (due, last, count) = (chunk[number & (Chunk - 1)], 0.0, 0.0);
        while (time > due && count < available)
        {
            last = due;
            count++;
            if (++number % Chunk == 0)
                Draw(i, channel, lane, number, due);
            due = chunk[number & (Chunk - 1)];
        }

        // The sites ran out: time that nobody lived through does not count.
        if (time > due)
            time = last;
        Lane(ref s->Next[channel], k) = due;
        return count;
    }

    /// <summary>Draws the next chunk of a channel's thresholds.</summary>
    /// <param name="i">The initiative.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="number">Draw from which on.</param>
    /// <param name="passed">The threshold before it.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Draw(int i, int channel, int lane, int number, double passed)
    {
        var (w0, w1, w2, w3) = LaneDraws.OfBlocks<T>(
            model.Seed, Streams[channel], plan.Members[i].Entity, (uint)number / 4, (uint)(firstReplication + lane));
        var drawn = stackalloc T[4];
        drawn[0] = LaneDraws.Exponential(w0);
        drawn[1] = LaneDraws.Exponential(w1);
        drawn[2] = LaneDraws.Exponential(w2);
        drawn[3] = LaneDraws.Exponential(w3);
        var chunk = thresholds + PlaceOf(i, channel, lane) * ChunkRoom;
        for (var block = 0; block < T.Count; block++)
        {
            for (var word = 0; word < 4; word++)
            {
                passed += ((double*)drawn)[word * T.Count + block];
                chunk[4 * block + word] = passed;
            }
        }

        *(T*)(chunk + Chunk) = T.Of(double.PositiveInfinity);
    }
}
