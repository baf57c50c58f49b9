using Portfolio.Model.Randomness;

namespace Portfolio.Model.Blocks;

/// <summary>The channels of an initiative whose contracting has some number of sub-stages, and what is drawn of them all on entry to adoption.</summary>
sealed class FirstDraws
{
    /// <summary>Blocks of four draws with which a channel begins, if sites pass through it one and all; few abandon.</summary>
    public const int MostBlocks = 15;

    const int FewBlocks = 2;

    const int MostLanes = 16;

    readonly RandomStream[] streams = new RandomStream[(int)ChannelKind.Incident + 1];

    /// <summary>The draws of an initiative.</summary>
    /// <param name="stages">Contracting sub-stages.</param>
    /// <param name="decide">The channel of the decisions.</param>
    /// <param name="hasIncidents">Whether incidents may fire.</param>
    public FirstDraws(int stages, int decide, bool hasIncidents)
    {
        streams[(int)ChannelKind.Abandon] = RandomStream.Abandon;
        streams[(int)ChannelKind.GoLive] = RandomStream.GoLive;
        streams[(int)ChannelKind.Incident] = RandomStream.Incident;
        for (var stage = 0; stage < stages; stage++)
            streams[(int)ChannelKind.Contract + stage] = RandomStream.Contract + (uint)(stages - 1 - stage);
        streams[decide] = RandomStream.Decide;
        Channels = [.. Enumerable.Range(0, (int)ChannelKind.Contract + stages), decide, .. hasIncidents ? [(int)ChannelKind.Incident] : Array.Empty<int>()];
        var first = Enumerable.Range(0, MostBlocks)
            .SelectMany(block => Channels.Where(channel => block < BlocksOf(channel)).Select(channel => (channel, block))).ToList();
        ChannelOf = [.. first.Select(each => each.channel)];
        Blocks = new ulong[first.Count + MostLanes];
        Streams = new ulong[first.Count + MostLanes];
        for (var n = 0; n < first.Count; n++)
            (Blocks[n], Streams[n]) = ((ulong)first[n].block, (ulong)streams[first[n].channel]);
    }

    /// <summary>The channels that there are.</summary>
    public int[] Channels { get; }

    /// <summary>Of each block of draws its channel. Blocks are outermost, so that the sums of several channels are under way at once.</summary>
    public int[] ChannelOf { get; }

    /// <summary>Their numbers, and room behind them for lanes that draw nothing.</summary>
    public ulong[] Blocks { get; }

    /// <summary>Their streams, with the same room.</summary>
    public ulong[] Streams { get; }

    /// <summary>The stream from which a channel draws.</summary>
    public RandomStream StreamOf(int channel) => streams[channel];

    /// <summary>Blocks of draws with which a channel begins.</summary>
    public static int BlocksOf(int channel) => channel is (int)ChannelKind.Abandon or (int)ChannelKind.Incident ? FewBlocks : MostBlocks;
}
