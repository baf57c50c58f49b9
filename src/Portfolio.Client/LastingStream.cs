using System.Runtime.CompilerServices;
using Grpc.Core;

namespace Portfolio.Client;

/// <summary>What a frame is to who reads its stream.</summary>
enum FrameKind
{
    /// <summary>Something new.</summary>
    News,

    /// <summary>Something new, and the last.</summary>
    End,

    /// <summary>A sign of life; nothing new.</summary>
    Beat,

    /// <summary>Of use to the stream alone.</summary>
    Silent,
}

/// <summary>Where a frame stands in its stream.</summary>
/// <param name="Epoch">Rises when what is told of begins anew from a checkpoint; 0 where that never happens.</param>
/// <param name="Sequence">Position in the epoch, rising with what there is to say.</param>
/// <param name="Kind">What it is.</param>
readonly record struct FramePlace(int Epoch, long Sequence, FrameKind Kind);

/// <summary>A position behind which a stream is taken up again.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Sequence">Position in it.</param>
readonly record struct StreamPlace(int Epoch, long Sequence);

/// <summary>A server's stream that goes on after a lost connection, behind the last frame; a frame is never seen twice.</summary>
/// <param name="open">Asks the server for the stream behind a position.</param>
/// <param name="place">Where a frame stands.</param>
/// <param name="outages">Who is told while no server answers.</param>
sealed class LastingStream<TFrame>(Func<StreamPlace, CancellationToken, AsyncServerStreamingCall<TFrame>> open, Func<TFrame, FramePlace> place, Outages outages)
    where TFrame : class
{
    RpcException? loss;

    /// <summary>Reads to the end; once.</summary>
    /// <param name="after">Position behind which to begin.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async IAsyncEnumerable<TFrame> Read(long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var losses = new Losses(outages);
        var seen = new StreamPlace(0, after);
        while (true)
        {
            using var call = open(seen, cancellation);
            while (await Next(call.ResponseStream, cancellation) is { } frame)
            {
                losses.End();
                var at = place(frame);
                if (at.Kind == FrameKind.Silent)
                    continue;
                if (at.Kind != FrameKind.Beat)
                {
                    if ((at.Epoch, at.Sequence).CompareTo((seen.Epoch, seen.Sequence)) <= 0)
                        continue;
                    seen = new StreamPlace(at.Epoch, at.Sequence);
                }

                yield return frame;
                if (at.Kind == FrameKind.End)
                    yield break;
            }

            await losses.Pause(loss, cancellation);
        }
    }

    /// <summary>The next frame; null where the connection was lost.</summary>
    async Task<TFrame?> Next(IAsyncStreamReader<TFrame> stream, CancellationToken cancellation)
    {
        try
        {
            loss = null;
            return await stream.MoveNext(cancellation) ? stream.Current : null;
        }
        catch (RpcException exception) when (!cancellation.IsCancellationRequested && Losses.IsLoss(exception))
        {
            loss = exception;
            return null;
        }
        catch (RpcException exception) when (cancellation.IsCancellationRequested && Losses.IsLoss(exception))
        {
            throw new OperationCanceledException(exception.Message, exception, cancellation);
        }
    }
}
