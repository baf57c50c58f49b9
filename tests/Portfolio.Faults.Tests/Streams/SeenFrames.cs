using System.Collections.Concurrent;
using Google.Protobuf;
using Portfolio.Contracts.V1;

namespace Portfolio.Faults.Tests.Streams;

/// <summary>Frames that anybody saw: at one position of a run's stream there is one content, whoever sees it and however often.</summary>
sealed class SeenFrames
{
    readonly ConcurrentDictionary<(string Run, int Epoch, long Sequence), ByteString> seen = [];

    /// <summary>Positions that somebody saw.</summary>
    public int Count => seen.Count;

    /// <summary>Takes a frame; a sign of life is nobody's content.</summary>
    public void Add(RunFrame frame)
    {
        if (frame.ContentCase == RunFrame.ContentOneofCase.Heartbeat)
            return;
        var content = Content(frame).ToByteString();
        Assert.Equal(seen.GetOrAdd((frame.Run, frame.Epoch, frame.Sequence), content), content);
    }

    /// <summary>A frame without what it says of the moment at which it was cut: how fast it goes.</summary>
    static RunFrame Content(RunFrame frame)
    {
        var content = frame.Clone();
        if (content.Bands is { } bands)
            content.Bands = new Bands { ReplicationsDone = bands.ReplicationsDone, Replications = bands.Replications, Bands_ = { bands.Bands_ } };
        return content;
    }
}
