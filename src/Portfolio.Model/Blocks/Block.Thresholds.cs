using System.Runtime.CompilerServices;

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
        get => Math.Max(4 * T.Count, 4 * FirstDraws.MostBlocks) + Compared;
    }

    /// <summary>Places of an initiative in as many replications as are computed side by side: one for each channel and lane.</summary>
    static int PlacesOfOne
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Channels<T>.Length * T.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    int PlaceOf(int i, int channel, int lane) => (i * vectors + lane / T.Count) * PlacesOfOne + channel * T.Count + lane % T.Count;

    /// <summary>Fires what is due of a channel event by event: where many fire and where a chunk ends.</summary>
    /// <param name="gap">Time left to the channel's next event, below 0 where that is due.</param>
    /// <param name="place">The channel's place.</param>
    /// <param name="available">How many can fire.</param>
    /// <returns>How many fired.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    double Fire(ref double gap, int place, double available)
    {
        var chunk = thresholds + (nint)place * ChunkRoom;
        ref var position = ref positions[place];
        var (due, last, count) = (chunk[position], 0.0, 0.0);
        var time = due - gap;
        while (time > due && count < available)
        {
            last = due;
            count++;
            if (double.IsPositiveInfinity(chunk[++position]))
                Refill(place, due);
            due = chunk[position];
        }

        // The sites ran out: time that nobody lived through does not count.
        gap = due - (time > due ? last : time);
        return count;
    }

    /// <summary>The first thresholds of every channel.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void EnterAdoption(int i, int lane)
    {
        var member = plan.Members[i];
        var draws = member.DrawsOf(StagesOf(i, lane));
        var drawn = stackalloc T[4];
        fixed (ulong* blocks = draws.Blocks, streams = draws.Streams)
        fixed (int* channels = draws.ChannelOf)
        {
            for (var first = 0; first < draws.ChannelOf.Length; first += T.Count)
            {
                DrawExponentials((T*)(blocks + first), (T*)(streams + first), member.Entity, lane, drawn);
                for (var k = 0; k < T.Count && first + k < draws.ChannelOf.Length; k++)
                {
                    var block = thresholds + (nint)PlaceOf(i, channels[first + k], lane) * ChunkRoom + 4 * (nint)blocks[first + k];
                    Sum((double*)drawn + k, blocks[first + k] == 0 ? 0 : block[-1], block);
                }
            }
        }

        foreach (var channel in draws.Channels)
            Begin(i, channel, lane, 4 * FirstDraws.BlocksOf(channel));
    }

    int StagesOf(int i, int lane) => (int)At(Terms(i, lane / T.Count)->Adoption.ContractStages, lane % T.Count);

    /// <summary>Begins a channel of which some thresholds are drawn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    void Begin(int i, int channel, int lane, int drawn)
    {
        var place = PlaceOf(i, channel, lane);
        var chunk = thresholds + (nint)place * ChunkRoom;
        drawnEvents[place] = drawn;
        End(chunk + drawn);
        Lane(ref Of(i, lane)->Gap[channel], lane % T.Count) = chunk[0];
    }

    /// <summary>Ends a chunk, so that whoever compares a few thresholds from its last on finds nothing else due.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static void End(double* end) => new Span<double>(end, Compared).Fill(double.PositiveInfinity);

    /// <summary>Draws the next chunk of a channel's thresholds.</summary>
    /// <param name="place">The channel's place.</param>
    /// <param name="passed">The threshold before.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    void Refill(int place, double passed)
    {
        var (record, channel) = (place / PlacesOfOne, place % PlacesOfOne / T.Count);
        var (i, lane) = (record / vectors, record % vectors * T.Count + place % T.Count);
        var drawn = stackalloc T[4];
        var block = T.AddBits(T.OfBits((uint)drawnEvents[place] / 4), T.Indices);
        var stream = T.OfBits((uint)plan.Members[i].DrawsOf(StagesOf(i, lane)).StreamOf(channel));
        DrawExponentials(&block, &stream, plan.Members[i].Entity, lane, drawn);
        var chunk = thresholds + (nint)place * ChunkRoom;
        for (var k = 0; k < T.Count; k++)
            passed = Sum((double*)drawn + k, passed, chunk + 4 * k);
        End(chunk + Chunk);
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
