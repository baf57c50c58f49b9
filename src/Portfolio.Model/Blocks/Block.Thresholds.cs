using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Portfolio.Model.Blocks;

/// <summary>Thresholds of internal time at which the events of each channel fall.</summary>
/// <remarks>
/// Of each channel and lane a chunk of thresholds is kept: the running sums of its exponentials, in the order of the events, then a few
/// infinite ones. So what a month passes is found by comparing a few thresholds at a time, without a branch for each event.
/// </remarks>
sealed unsafe partial class Block<T>
{
    readonly double* thresholds;
    readonly int* positions;
    readonly int* drawnEvents;

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
        get => Math.Max(4 * T.Count, 4 * MemberPlan.MostFirstBlocks) + Vector256<double>.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    int PlaceOf(int i, int channel, int lane) => (i * Channels<T>.Length + channel) * lanes + lane;

    /// <summary>Fires what is due of a channel event by event: where many fire, where a chunk ends and where sites run out.</summary>
    /// <returns>How many fired, no more than there are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    double Fire(ref double time, ref double next, int place, double available)
    {
        var chunk = thresholds + (nint)place * ChunkRoom;
        ref var position = ref positions[place];
        var (due, last, count) = (chunk[position], 0.0, 0.0);
        while (time > due && count < available)
        {
            last = due;
            count++;
            if (double.IsPositiveInfinity(chunk[++position]))
                Refill(place, due);
            due = chunk[position];
        }

        // The sites ran out: time that nobody lived through does not count.
        if (time > due)
            time = last;
        next = due;
        return count;
    }

    /// <summary>The first thresholds of every channel.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void EnterAdoption(int i, int lane)
    {
        var member = plan.Members[i];
        var drawn = stackalloc T[4];
        var passed = 0.0;
        fixed (ulong* blocks = member.FirstBlocks, streams = member.FirstStreams)
        fixed (int* channels = member.FirstChannels)
        {
            for (var first = 0; first < member.FirstChannels.Length; first += T.Count)
            {
                DrawExponentials((T*)(blocks + first), (T*)(streams + first), member.Entity, lane, drawn);
                for (var k = 0; k < T.Count && first + k < member.FirstChannels.Length; k++)
                {
                    var block = (int)blocks[first + k];
                    var chunk = thresholds + (nint)PlaceOf(i, channels[first + k], lane) * ChunkRoom;
                    passed = Sum((double*)drawn + k, block == 0 ? 0 : passed, chunk + 4 * block);
                }
            }
        }

        for (var n = 0; n < member.FirstChannels.Length; n++)
        {
            var isLast = member.FirstBlocks[n + 1] == 0;
            if (isLast)
                Begin(i, member.FirstChannels[n], lane, 4 * ((int)member.FirstBlocks[n] + 1));
        }
    }

    /// <summary>Begins a channel of which some thresholds are drawn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    void Begin(int i, int channel, int lane, int drawn)
    {
        var place = PlaceOf(i, channel, lane);
        var chunk = thresholds + (nint)place * ChunkRoom;
        drawnEvents[place] = drawn;
        Vector256.Create(double.PositiveInfinity).Store(chunk + drawn);
        Lane(ref Of(i, lane)->Next[channel], lane % T.Count) = chunk[0];
    }

    /// <summary>Draws the next chunk of a channel's thresholds.</summary>
    /// <param name="place">The channel's place.</param>
    /// <param name="passed">The threshold before.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    void Refill(int place, double passed)
    {
        var (lane, channel, i) = (place % lanes, place / lanes % Channels<T>.Length, place / lanes / Channels<T>.Length);
        var drawn = stackalloc T[4];
        var block = T.AddBits(T.OfBits((uint)drawnEvents[place] / 4), T.Indices);
        var stream = T.OfBits((uint)ChannelStreams.Of[channel]);
        DrawExponentials(&block, &stream, plan.Members[i].Entity, lane, drawn);
        var chunk = thresholds + (nint)place * ChunkRoom;
        for (var k = 0; k < T.Count; k++)
            passed = Sum((double*)drawn + k, passed, chunk + 4 * k);
        Vector256.Create(double.PositiveInfinity).Store(chunk + Chunk);
        drawnEvents[place] += Chunk;
        positions[place] = 0;
    }

    /// <summary>Four exponentials of each of some blocks of streams.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    void DrawExponentials(T* block, T* stream, uint entity, int lane, T* drawn)
    {
        var (w0, w1, w2, w3) = LaneDraws.Words(*block, *stream, T.OfBits(entity), T.OfBits((uint)(firstReplication + lane)), model.Seed);
        drawn[0] = LaneDraws.Exponential(w0);
        drawn[1] = LaneDraws.Exponential(w1);
        drawn[2] = LaneDraws.Exponential(w2);
        drawn[3] = LaneDraws.Exponential(w3);
    }

    /// <summary>Adds up the four exponentials of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static double Sum(double* drawn, double passed, double* into)
    {
        into[0] = passed += drawn[0];
        into[1] = passed += drawn[T.Count];
        into[2] = passed += drawn[2 * T.Count];
        into[3] = passed += drawn[3 * T.Count];
        return passed;
    }
}
