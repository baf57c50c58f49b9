using System.Collections.Concurrent;
using Google.Protobuf;
using Portfolio.Contracts.V1;

namespace Portfolio.Faults.Tests.Streams;

/// <summary>Frames that anybody saw: at one position of a run's stream there is one content, whoever sees it and however often.</summary>
sealed class SeenFrames
{
    readonly ConcurrentDictionary<(string Run, int Epoch, long Sequence), ByteString> seen = [];
    int compared;

    /// <summary>Positions that somebody saw.</summary>
    public int Count => seen.Count;

    /// <summary>How often bands were seen that somebody had seen before, and compared with those.</summary>
    public int Compared => compared;

    /// <summary>Takes a frame; a sign of life is nobody's content.</summary>
    public void Add(RunFrame frame)
    {
        if (frame.ContentCase == RunFrame.ContentOneofCase.Heartbeat)
            return;
        var content = frame.ToByteString();
        var first = seen.GetOrAdd((frame.Run, frame.Epoch, frame.Sequence), content);
        Assert.Equal(first, content);
        if (frame.Bands is not null && !ReferenceEquals(first, content))
            Interlocked.Increment(ref compared);
    }

    /// <summary>Where a run's changes of state stand, as far as anybody saw them.</summary>
    public IEnumerable<(int Epoch, long Sequence)> Changes(string run) =>
        seen.Where(each => each.Key.Run == run && RunFrame.Parser.ParseFrom(each.Value).Change is not null).Select(each => (each.Key.Epoch, each.Key.Sequence));
}
