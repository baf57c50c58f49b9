using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Portfolio.Model.Randomness;

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

    // Chunks asked for: their exponentials, four of each lane, and their places.
    readonly T* drawn;
    readonly int* places;
    int asked;

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
        get => Math.Max(Chunk, FirstAbandonments) + Compared;
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
                GoOn(place, due);
            due = chunk[position];
        }

        // The sites ran out: time that nobody lived through does not count.
        gap = due - (time > due ? last : time);
        return count;
    }

    /// <summary>The first thresholds of every channel; those of abandoning are there from the start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void BeginChannels(int i, int lane)
    {
        var streams = plan.Members[i].StreamsOf(StagesOf(i, lane));
        for (var channel = (int)ChannelKind.GoLive; channel < streams.Length; channel++)
        {
            if (streams[channel] == default)
                continue;
            var place = PlaceOf(i, channel, lane);
            drawnEvents[place] = 0;
            Ask(place, streams[channel], plan.Members[i].Entity, lane);
        }

        Draw();
        var gaps = (double*)&Of(i, lane)->Gap + lane % T.Count;
        gaps[(int)ChannelKind.Abandon * T.Count] = thresholds[(nint)PlaceOf(i, (int)ChannelKind.Abandon, lane) * ChunkRoom];
        for (var n = 0; n < asked; n++)
        {
            Add(n, 0);
            gaps[places[n] % PlacesOfOne / T.Count * T.Count] = thresholds[(nint)places[n] * ChunkRoom];
        }

        asked = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    int StagesOf(int i, int lane) => (int)At(Terms(i, lane / T.Count)->Adoption.ContractStages, lane % T.Count);

    /// <summary>Draws the chunk behind a channel's last threshold.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    void GoOn(int place, double last)
    {
        var (record, channel) = (place / PlacesOfOne, place % PlacesOfOne / T.Count);
        var (i, lane) = (record / vectors, record % vectors * T.Count + place % T.Count);
        Ask(place, plan.Members[i].StreamsOf(StagesOf(i, lane))[channel], plan.Members[i].Entity, lane);
        Draw();
        Add(0, last);
        asked = 0;
    }

    /// <summary>Asks for the random words of a channel's next chunk: each lane takes a block of four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    void Ask(int place, RandomStream stream, uint entity, int lane)
    {
        var (first, second, third, fourth) =
            LaneDraws.OfBlocks<T>(model.Seed, stream, entity, (uint)drawnEvents[place] / 4, (uint)(firstReplication + lane));
        var words = drawn + 4 * asked;
        words[0] = first;
        words[1] = second;
        words[2] = third;
        words[3] = fourth;
        places[asked++] = place;
        Near.Fetch(thresholds + (nint)place * ChunkRoom, ChunkRoom);
    }

    /// <summary>Makes exponentials of all words asked for. A loop of its own, in which nothing waits for what is before.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    void Draw()
    {
        var end = drawn + 4 * asked;
        for (var words = drawn; words < end; words++)
            *words = LaneDraws.Exponential(*words);
    }

    /// <summary>Adds up the exponentials of a chunk, each block's by themselves and then to what was before.</summary>
    /// <param name="n">Which of the chunks asked for.</param>
    /// <param name="last">The threshold before.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Add(int n, double last)
    {
        var place = places[n];
        var chunk = thresholds + (nint)place * ChunkRoom;
        var first = drawn[4 * n];
        var second = first + drawn[4 * n + 1];
        var third = second + drawn[4 * n + 2];
        T.StoreByLane(first, second, third, third + drawn[4 * n + 3], chunk);
        var end = chunk + Chunk;
        for (var block = chunk; block < end; block += 4)
        {
            var sums = Vector256.Load(block);
            (sums + Vector256.Create(last)).Store(block);
            last += sums[3];
        }

        End(end);
        drawnEvents[place] += Chunk;
        positions[place] = 0;
    }

    /// <summary>Ends a chunk: whoever compares a few thresholds from the last one on finds nothing else due.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static void End(double* end)
    {
        for (var behind = 0; behind < Compared; behind += Vector256<double>.Count)
            Vector256.Create(double.PositiveInfinity).Store(end + behind);
    }
}
