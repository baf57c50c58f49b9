using System.Runtime.CompilerServices;
using Grpc.Core;

namespace Portfolio.Client;

/// <summary>Where a frame stands in its stream.</summary>
/// <param name="Sequence">Position, rising with what there is to say.</param>
/// <param name="IsHeartbeat">Whether it is a sign of life and nothing else.</param>
/// <param name="IsEnd">Whether it is the last.</param>
readonly record struct FramePlace(long Sequence, bool IsHeartbeat, bool IsEnd);

/// <summary>A server's stream that goes on after a lost connection, behind the last frame; a frame is never seen twice.</summary>
/// <remarks>
/// Where frames are views of something that grows, the newest is all that matters; and a server that was killed goes on from its last checkpoint, behind what was seen. Then
/// <paramref name="open"/> asks for the newest, whatever was seen. Where every frame counts, it asks for those behind the last one.
/// </remarks>
/// <param name="open">Asks the server for the stream, given the last position that was seen.</param>
/// <param name="place">Where a frame stands.</param>
/// <param name="firstPause">How long to wait after the first loss; each loss in a row doubles it.</param>
/// <param name="time">The clock to wait by.</param>
sealed class LastingStream<TFrame>(
    Func<long, CancellationToken, AsyncServerStreamingCall<TFrame>> open, Func<TFrame, FramePlace> place, TimeSpan firstPause, TimeProvider time)
    where TFrame : class
{
    /// <summary>Reads to the end.</summary>
    /// <param name="after">Position behind which to begin.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async IAsyncEnumerable<TFrame> Read(long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var seen = after;
        for (var lost = 0; ;)
        {
            using var call = open(seen, cancellation);
            while (await Next(call.ResponseStream, lost < Losses.Most, cancellation) is { } frame)
            {
                lost = 0;
                var at = place(frame);
                if (at.IsHeartbeat || at.Sequence <= seen)
                    continue;
                seen = at.Sequence;
                yield return frame;
                if (at.IsEnd)
                    yield break;
            }

            await Task.Delay(Losses.Pause(firstPause, lost++), time, cancellation);
        }
    }

    /// <summary>The next frame; null where the connection was lost and may be tried again.</summary>
    static async Task<TFrame?> Next(IAsyncStreamReader<TFrame> stream, bool mayBeLost, CancellationToken cancellation)
    {
        try
        {
            return await stream.MoveNext(cancellation) ? stream.Current : null;
        }
        catch (RpcException exception) when (mayBeLost && !cancellation.IsCancellationRequested && exception.IsLoss())
        {
            return null;
        }
    }
}
