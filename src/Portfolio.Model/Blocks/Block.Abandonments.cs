using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Portfolio.Model.Randomness;

namespace Portfolio.Model.Blocks;

/// <summary>The first thresholds of abandoning: few sites abandon, so a few are drawn for all lanes at once, not a chunk for each.</summary>
sealed unsafe partial class Block<T>
{
    /// <summary>Thresholds drawn at the start: whole blocks of draws. One lane in a hundred needs more.</summary>
    const int FirstAbandonments = 8;

    readonly double* byLane;

    /// <summary>Draws an initiative's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void BeginAbandonments(int i, uint entity)
    {
        for (var v = 0; v < vectors; v++)
        {
            var chunks = thresholds + (nint)PlaceOf(i, (int)ChannelKind.Abandon, v * T.Count) * ChunkRoom;
            T last = default;
            for (var drawn = 0; drawn < FirstAbandonments; drawn += 4)
                last = Abandonments(chunks + drawn, entity, drawn, v, last);
            for (var k = 0; k < T.Count; k++)
            {
                End(chunks + (nint)k * ChunkRoom + FirstAbandonments);
                drawnEvents[PlaceOf(i, (int)ChannelKind.Abandon, v * T.Count + k)] = FirstAbandonments;
            }
        }
    }

    /// <summary>One block of each lane: summed up by itself and then to what was before, as every chunk is.</summary>
    /// <param name="chunks">Where they go in the first lane.</param>
    /// <param name="entity">Address of the initiative's draws.</param>
    /// <param name="drawn">How many were drawn before.</param>
    /// <param name="v">Which lanes.</param>
    /// <param name="last">The thresholds before.</param>
    /// <returns>The last ones.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    T Abandonments(double* chunks, uint entity, int drawn, int v, T last)
    {
        var (w0, w1, w2, w3) = LaneDraws.OfReplications<T>(model.Seed, RandomStream.Abandon, entity, (uint)drawn / 4, (uint)(firstReplication + v * T.Count));
        var first = ExponentialOf(w0);
        var second = first + ExponentialOf(w1);
        var third = second + ExponentialOf(w2);
        var fourth = third + ExponentialOf(w3);
        T.StoreByLane(first + last, second + last, third + last, fourth + last, byLane);
        for (var k = 0; k < T.Count; k++)
            Vector256.Load(byLane + 4 * k).Store(chunks + (nint)k * ChunkRoom);
        return last + fourth;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static T ExponentialOf(T word) => LaneDraws.Exponential(word);
}
